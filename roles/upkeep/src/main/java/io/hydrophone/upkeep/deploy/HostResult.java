package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Problem;
import java.util.Locale;

/**
 * What became of one machine.
 *
 * @param detail the release and how it runs; or what is wrong
 * @param problem null unless it failed
 * @param attempts at least 1
 * @param micros that it took
 */
public record HostResult(DeployHost host, Outcome outcome, String detail, Problem problem, int attempts, long micros) {
    /** As in JSON, in lower case. */
    public enum Outcome {
        /** Something was changed. */
        DONE,
        /** All was as it should be, or nothing was asked to be changed. */
        UNCHANGED,
        FAILED;

        private final String label = name().toLowerCase(Locale.ROOT);

        public String label() {
            return label;
        }
    }

    public boolean isFailed() {
        return outcome == Outcome.FAILED;
    }
}
