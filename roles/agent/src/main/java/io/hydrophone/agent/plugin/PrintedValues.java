package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.program.ProgramResult;
import io.hydrophone.agent.text.PlainNumber;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Tags;
import java.util.Arrays;

/**
 * How much of a plugin's output was taken.
 *
 * @param firstRefused what was none; null where all was taken
 */
record PrintedValues(int taken, int refused, String firstRefused) {
    private static final int SHOWN = 80;
    /** From here on a status tells that a signal ended it. */
    private static final int SIGNALS = 128;

    /** Takes {@code VALUE [TAG…]} a line; tags stand apart by spaces or commas. Empty lines say nothing. */
    static PrintedValues ofLines(String metric, String output, Readings out) {
        int taken = 0;
        int refused = 0;
        String first = null;
        for (String line : output.split("\\R", -1)) {
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.strip().split("[\\s,]+", -1);
            double value = PlainNumber.of(words[0]);
            if (Double.isNaN(value)) {
                refused++;
                first = first == null ? line : first;
            } else {
                taken++;
                out.gauge(metric, value, Tags.of(Arrays.asList(words).subList(1, words.length)));
            }
        }
        return new PrintedValues(taken, refused, first);
    }

    /**
     * Returns when all is well. A status other than 0 is not looked at where there are values: {@code grep -c} that counts
     * none says 1.
     *
     * @throws ProblemException when not
     */
    void check(String plugin, ProgramResult result) {
        if (refused > 0) {
            throw new ProblemException(
                    "bad-plugin-output",
                    refused + " of " + (taken + refused) + " are no values, first: "
                            + Foreign.text(firstRefused.strip(), SHOWN),
                    plugin,
                    "print them in the form that the check's format says, and all else as errors");
        }
        if (result.exit() != 0 && (taken == 0 || result.exit() >= SIGNALS)) {
            throw new ProblemException(
                    "program-failed",
                    "it ended with status " + result.exit() + ": "
                            + Foreign.text(result.errors().strip(), SHOWN),
                    plugin,
                    "run it by hand as the same user");
        }
    }
}
