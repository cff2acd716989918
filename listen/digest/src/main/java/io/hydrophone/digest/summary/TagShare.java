package io.hydrophone.digest.summary;

/**
 * The queries of a statement that carried a tag with one value.
 *
 * @param value at most 128 bytes of UTF-8
 * @param count at least so many: what fell out of the bounded list before is counted with the others
 * @param totalNanos their durations together, likewise
 */
public record TagShare(String value, long count, long totalNanos) {}
