package io.hydrophone.probe.top;

import io.hydrophone.digest.StatementClass;
import java.util.Comparator;
import java.util.List;

/** The columns by which statements are ranked, from left to right; most first. */
enum SortBy implements Comparator<StatementClass> {
    COUNT('c', "COUNT/S", 8),
    TIME('t', "TIME", 15),
    P50('5', "P50", 22),
    P95('6', "P95", 29),
    P99('9', "P99", 36),
    ERRORS('e', "ERR/S", 43),
    ROWS('r', "ROWS/S", 51);

    private static final List<SortBy> LEFT_TO_RIGHT = List.of(values());

    final String heading;
    /** Where the column ends on the screen. */
    final int right;

    private final char key;

    SortBy(char key, String heading, int right) {
        this.key = key;
        this.heading = heading;
        this.right = right;
    }

    /** The column that a key stands for, or null. */
    static SortBy of(int key) {
        for (SortBy column : LEFT_TO_RIGHT) {
            if (column.key == key) {
                return column;
            }
        }
        return null;
    }

    SortBy moved(int columns) {
        int place = LEFT_TO_RIGHT.indexOf(this) + columns;
        return LEFT_TO_RIGHT.get(Math.floorMod(place, LEFT_TO_RIGHT.size()));
    }

    private long figure(StatementClass statement) {
        return switch (this) {
            case COUNT -> statement.figures().tally().count();
            case TIME -> statement.totalNanos();
            case P50 -> statement.figures().total().quantile(0.5);
            case P95 -> statement.figures().total().quantile(0.95);
            case P99 -> statement.figures().total().quantile(0.99);
            case ERRORS -> statement.figures().tally().errors();
            case ROWS -> rows(statement);
        };
    }

    /** Sent and affected. */
    static long rows(StatementClass statement) {
        return Math.max(0, statement.figures().tally().rowsSent())
                + Math.max(0, statement.figures().tally().rowsAffected());
    }

    /** Equal ones by their time, then by their digest, so that rows do not jump. */
    @Override
    public int compare(StatementClass a, StatementClass b) {
        int byFigure = Long.compare(figure(b), figure(a));
        if (byFigure != 0) {
            return byFigure;
        }
        int byTime = Long.compare(b.totalNanos(), a.totalNanos());
        return byTime != 0 ? byTime : Long.compareUnsigned(a.digest(), b.digest());
    }
}
