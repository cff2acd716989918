package io.hydrophone.traffic.replay;

import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.core.ProblemException;
import java.util.Map;

/**
 * How a recording is replayed.
 *
 * @param target the server
 * @param accounts as whom its users log in
 * @param speed how many times as fast as recorded; infinite for as fast as the target answers
 * @param concurrency how many commands may be under way at once; 0 for any number
 * @param ordered whether commands that write go one at a time, in the order in which the source finished them
 * @param readOnly whether only commands go that certainly change nothing
 * @param checksums whether rows are always summed up, and not only where the recording has a sum
 * @param selection which commands
 * @param databases other names of databases on the target
 * @param retries attempts to connect after the first one has failed
 * @param aheadBytes of what may be read and not yet played; at least 1 MiB
 */
public record ReplayOptions(
        RawTarget target,
        Accounts accounts,
        double speed,
        int concurrency,
        boolean ordered,
        boolean readOnly,
        boolean checksums,
        Selection selection,
        Map<String, String> databases,
        int retries,
        long aheadBytes) {
    public static final long AHEAD_BYTES = 64L << 20;
    private static final long LEAST_AHEAD_BYTES = 1 << 20;

    public ReplayOptions {
        if (!(speed > 0)) {
            throw bad("a replay's speed is more than 0, not " + speed);
        }
        if (concurrency < 0) {
            throw bad("as many commands cannot be under way: " + concurrency);
        }
        if (aheadBytes < LEAST_AHEAD_BYTES) {
            throw bad("at least " + LEAST_AHEAD_BYTES + " bytes are read ahead, not " + aheadBytes);
        }
        databases = Map.copyOf(databases);
    }

    private static ProblemException bad(String message) {
        return new ProblemException("bad-replay-option", message, "", "");
    }
}
