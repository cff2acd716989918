package io.hydrophone.digest.summary;

/**
 * A statement of a transaction.
 *
 * @param digest of its fingerprint
 * @param fingerprint the statement without its literals
 */
public record TransactionStep(long digest, String fingerprint) {}
