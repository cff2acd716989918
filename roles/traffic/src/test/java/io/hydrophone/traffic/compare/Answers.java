package io.hydrophone.traffic.compare;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.wire.Outcome;

/** Statements and answers as tests want them. */
public final class Answers {
    private static final long START = 1_790_000_000_000_000_000L;

    private Answers() {}

    public static Outcomes.Statement query(String sql) {
        return new Outcomes.Statement(Command.COM_QUERY, sql, "shop", "app");
    }

    /** One row, in so many microseconds. */
    public static Answered ok(long micros) {
        return ok(micros, 1, -1);
    }

    public static Answered ok(long micros, long rows, long checksum) {
        return answer(Outcome.OK, 0, "", rows, 0, 0, 64 + rows, micros, checksum);
    }

    public static Answered affected(long micros, long rows) {
        return answer(Outcome.OK, 0, "", 0, rows, 0, 11, micros, -1);
    }

    public static Answered warned(long micros, int warnings) {
        return answer(Outcome.OK, 0, "", 1, 0, warnings, 65, micros, -1);
    }

    public static Answered error(int number, String message) {
        return answer(Outcome.ERROR, number, message, 0, 0, 0, 40, 90, -1);
    }

    public static Answered without(Outcome outcome) {
        return answer(outcome, 0, "", -1, -1, -1, -1, -1, -1);
    }

    private static Answered answer(
            Outcome outcome,
            int error,
            String message,
            long rows,
            long affected,
            int warnings,
            long bytes,
            long micros,
            long checksum) {
        long nanos = micros < 0 ? -1 : 1_000 * micros;
        String state = error == 0 ? "" : "HY000";
        return new Answered(
                7, 3, START, outcome, error, state, message, rows, affected, warnings, 2, bytes, nanos, nanos, -1,
                checksum);
    }
}
