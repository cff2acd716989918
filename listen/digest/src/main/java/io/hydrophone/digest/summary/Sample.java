package io.hydrophone.digest.summary;

/**
 * One query of a statement: the slowest of those heard.
 *
 * @param sql its text, perhaps only the beginning
 * @param truncated whether the text is only the beginning
 * @param endNanos since 1970
 * @param totalNanos −1 when not known
 * @param client the client's address
 * @param traceId 32 hexadecimal digits, when its comment or its attributes told it; else ""
 */
public record Sample(RawSql sql, boolean truncated, long endNanos, long totalNanos, String client, String traceId) {
    public Sample(RawSql sql, boolean truncated, long endNanos, long totalNanos, String client) {
        this(sql, truncated, endNanos, totalNanos, client, "");
    }
}
