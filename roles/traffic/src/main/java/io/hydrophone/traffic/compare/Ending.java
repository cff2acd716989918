package io.hydrophone.traffic.compare;

import io.hydrophone.sql.LiteralMask;
import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.wire.Outcome;

/**
 * How one command ended, to be shown; unknown is −1, a message is without its data.
 *
 * @param error the server's number, 0 without an error
 */
public record Ending(
        Outcome outcome,
        int error,
        String sqlState,
        String message,
        long rows,
        long affected,
        int warnings,
        long bytes,
        long totalNanos) {
    private static final int MAX_MESSAGE = 512;

    static Ending of(Answer answer) {
        return new Ending(
                answer.outcome(),
                answer.errorCode(),
                answer.sqlState(),
                masked(answer.message()),
                answer.rows(),
                answer.affected(),
                answer.warnings(),
                answer.bytesOut(),
                answer.totalNanos());
    }

    /** A server's words without the data that they quote, cut where they are long. */
    static String masked(String message) {
        return LiteralMask.maskError(message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE));
    }
}
