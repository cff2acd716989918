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
 * @param answer what the server said
 */
public record Sample(
        RawSql sql, boolean truncated, long endNanos, long totalNanos, String client, String traceId, Answer answer) {
    /**
     * The server's answer.
     *
     * @param latencyNanos to its first packet; −1 when not known
     * @param errorCode 0 without an error, −1 when not known
     * @param status the last status word, bits of {@link io.hydrophone.protocol.ServerStatus}; −1 when not known
     * @param rowsAffected −1 when not known
     */
    public record Answer(long latencyNanos, int errorCode, int status, long rowsAffected) {
        public static final Answer UNKNOWN = new Answer(-1, -1, -1, -1);
    }

    public Sample(RawSql sql, boolean truncated, long endNanos, long totalNanos, String client) {
        this(sql, truncated, endNanos, totalNanos, client, "", Answer.UNKNOWN);
    }
}
