package io.hydrophone.digest.summary;

/**
 * One of the slowest queries.
 *
 * @param digest of its fingerprint
 * @param client the client's address
 * @param endNanos since 1970
 * @param totalNanos duration
 * @param traceId 32 hexadecimal digits, when its comment or its attributes told it; else ""
 */
public record SlowQuery(long digest, String client, long endNanos, long totalNanos, String traceId) {}
