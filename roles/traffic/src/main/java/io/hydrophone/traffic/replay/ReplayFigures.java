package io.hydrophone.traffic.replay;

import java.util.Map;

/**
 * How far a replay is.
 *
 * @param sessions of the recording that were read
 * @param openSessions that are being played
 * @param failedSessions for which there was no connection, in spite of all attempts
 * @param reconnects connections made anew within a session
 * @param commands sent to the target
 * @param rows that the target returned
 * @param errors answers of the target that were errors
 * @param newErrors those where the source had none
 * @param goneErrors the source's where the target had none
 * @param aborted commands without an answer: the connection was lost, or it took too long
 * @param skipped commands not sent
 * @param skippedByReason the same by the code of the reason
 * @param errorsByCode the target's errors by their number
 * @param firstNanos the time of the first event; −1 when there was none
 * @param doneNanos the recorded time up to which all is played
 * @param lagP99Nanos how much later than due commands began; −1 without a schedule
 * @param worstLagNanos the most since it was asked last
 * @param aheadBytes read and not yet played
 * @param lostCommands that the recording itself says it is without; −1 when it says nothing
 */
public record ReplayFigures(
        long sessions,
        long openSessions,
        long failedSessions,
        long reconnects,
        long commands,
        long rows,
        long errors,
        long newErrors,
        long goneErrors,
        long aborted,
        long skipped,
        Map<String, Long> skippedByReason,
        Map<Integer, ErrorFigure> errorsByCode,
        long firstNanos,
        long doneNanos,
        long lagP99Nanos,
        long worstLagNanos,
        long aheadBytes,
        boolean isPaused,
        long lostCommands) {
    /**
     * Errors of one number.
     *
     * @param message of the first
     */
    public record ErrorFigure(String message, long count) {}
}
