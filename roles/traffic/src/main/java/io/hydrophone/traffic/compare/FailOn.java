package io.hydrophone.traffic.compare;

import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** What a comparison must not exceed, for use in a pipeline: {@code new-errors>0,slower>5%}. */
public final class FailOn {
    private final List<Threshold> thresholds;

    private FailOn(List<Threshold> thresholds) {
        this.thresholds = List.copyOf(thresholds);
    }

    /** A bound on nothing. */
    public static FailOn nothing() {
        return new FailOn(List.of());
    }

    /**
     * Reads conditions.
     *
     * @param expression one, or several with commas between: {@link Measure}, {@code >} or {@code >=}, a number or a percentage
     * @throws ProblemException when it cannot be read, with the column
     */
    public static FailOn parse(String expression) {
        List<Threshold> thresholds = new ArrayList<>();
        int begin = 0;
        while (begin <= expression.length()) {
            int comma = expression.indexOf(',', begin);
            int end = comma < 0 ? expression.length() : comma;
            thresholds.add(Threshold.parse(expression, begin, end));
            begin = end + 1;
        }
        return new FailOn(thresholds);
    }

    /** All conditions of both. */
    public FailOn and(FailOn other) {
        List<Threshold> both = new ArrayList<>(thresholds);
        both.addAll(other.thresholds);
        return new FailOn(both);
    }

    /**
     * The conditions that are met, in words: {@code new-errors>0: 12 of 5,000 commands}. One that cannot be told (checksums that
     * nobody made) counts as met, because a gate that nothing can close is none.
     *
     * @return empty when the comparison is within all bounds
     */
    public List<String> crossed(ComparisonReport report) {
        List<String> crossed = new ArrayList<>();
        for (Threshold threshold : thresholds) {
            String how = threshold.crossed(report);
            if (how != null) {
                crossed.add(threshold.text() + ": " + how);
            }
        }
        return crossed;
    }
}
