package io.hydrophone.digest.summary;

/**
 * How often a value occurred among the most frequent ones that were kept.
 *
 * @param value a client's address, an error number
 * @param count at least so often: what fell out of the bounded list before is counted with the others
 */
public record Share<T>(T value, long count) {}
