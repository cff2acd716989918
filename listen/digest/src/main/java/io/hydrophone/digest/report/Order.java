package io.hydrophone.digest.report;

import io.hydrophone.digest.StatementClass;
import java.util.Comparator;

/** By what a report ranks statements; most first. */
public enum Order implements Comparator<StatementClass> {
    TIME,
    COUNT,
    ERRORS,
    P99,
    ROWS;

    private long figure(StatementClass statement) {
        return switch (this) {
            case TIME -> statement.totalNanos();
            case COUNT -> statement.figures().tally().count();
            case ERRORS -> statement.figures().tally().errors();
            case P99 -> statement.figures().total().quantile(0.99);
            case ROWS ->
                Math.max(0, statement.figures().tally().rowsSent())
                        + Math.max(0, statement.figures().tally().rowsAffected());
        };
    }

    /** Equal ones by their count, then by their digest, so that a report is the same each time. */
    @Override
    public int compare(StatementClass a, StatementClass b) {
        int byFigure = Long.compare(figure(b), figure(a));
        if (byFigure != 0) {
            return byFigure;
        }
        int byCount =
                Long.compare(b.figures().tally().count(), a.figures().tally().count());
        return byCount != 0 ? byCount : Long.compareUnsigned(a.digest(), b.digest());
    }
}
