package io.hydrophone.traffic.compare;

import java.util.Locale;

/** What of a comparison can be bounded. */
enum Measure {
    NEW_ERRORS(Difference.NEW_ERROR),
    CHANGED_ERRORS(Difference.CHANGED_ERROR),
    GONE_ERRORS(Difference.GONE_ERROR),
    ROWS_DIFFER(Difference.ROWS),
    CHECKSUMS_DIFFER(Difference.CHECKSUM),
    AFFECTED_DIFFER(Difference.AFFECTED),
    MORE_WARNINGS(Difference.WARNINGS),
    UNANSWERED(Difference.UNANSWERED),
    /** Commands that were not sent to the target. */
    SKIPPED(null),
    /** Answers of the target that belong to no command. */
    UNPAIRED(null),
    /** Statements that became slower; as a percentage, by how much longer all commands took together. */
    SLOWER(null),
    /** By which percentage a quantile of all commands together grew. */
    P50(null),
    P95(null),
    P99(null);

    /** What it counts; null when it counts no difference. */
    final Difference difference;

    Measure(Difference difference) {
        this.difference = difference;
    }

    /** As in an expression. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it has a sense as a percentage only. */
    boolean isQuantile() {
        return compareTo(P50) >= 0;
    }

    double quantile() {
        return Integer.parseInt(name().substring(1)) / 100.0;
    }

    /** Null for no measure. */
    static Measure of(String word) {
        for (Measure measure : values()) {
            if (measure.word().equals(word)) {
                return measure;
            }
        }
        return null;
    }
}
