package io.hydrophone.agent.process;

import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.ServiceCheck.Status;
import java.util.List;

/** How many processes there ought to be: ranges that include both their ends, beyond which it is a warning, or critical. */
record ExpectedCount(Range warning, Range critical) {
    private static final Range ANY = new Range(0, Integer.MAX_VALUE);
    private static final Range AT_LEAST_ONE = new Range(1, Integer.MAX_VALUE);

    record Range(int least, int most) {
        boolean holds(int number) {
            return number >= least && number <= most;
        }
    }

    /** Of {@code warning: [3, 5]} and {@code critical: [1, 7]}; without either, there has to be one. */
    static ExpectedCount read(Section thresholds) {
        boolean isGiven = thresholds.has("warning") || thresholds.has("critical");
        return new ExpectedCount(
                range(thresholds, "warning", ANY), range(thresholds, "critical", isGiven ? ANY : AT_LEAST_ONE));
    }

    private static Range range(Section thresholds, String key, Range otherwise) {
        List<Integer> ends = thresholds.list(key, ExpectedCount::number, List.of());
        if (!thresholds.has(key)) {
            return otherwise;
        }
        if (ends.size() != 2 || ends.get(0) > ends.get(1)) {
            thresholds.refuse(key, "wrong-type", "this is no range", "give the least and the most: [1, 7]");
            return otherwise;
        }
        return new Range(ends.get(0), ends.get(1));
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new ProblemException("wrong-type", "'" + text + "' is no number of processes", "", "give 0 or more");
        }
        return Integer.parseInt(text);
    }

    Status status(int number) {
        if (!critical.holds(number)) {
            return Status.CRITICAL;
        }
        return warning.holds(number) ? Status.OK : Status.WARNING;
    }
}
