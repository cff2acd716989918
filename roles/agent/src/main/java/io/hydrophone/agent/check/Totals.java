package io.hydrophone.agent.check;

import java.util.HashMap;
import java.util.Map;

/**
 * The totals of the run before, for what is told as a difference. A series that was not heard of for some runs is forgotten. A total
 * that falls was begun anew, so that nothing is known of that interval.
 */
final class Totals {
    /** A series may miss so many runs in a row. */
    private static final int PATIENCE = 3;

    private record Point(double total, long nanos, long run) {}

    private final Map<SeriesKey, Point> last = new HashMap<>();
    private long run;

    /** A difference and the time in which it came about. */
    record Change(double amount, long nanos) {
        double perSecond() {
            return amount * 1e9 / nanos;
        }
    }

    void beginRun() {
        run++;
        if (run % PATIENCE == 0) {
            last.values().removeIf(point -> run - point.run() > PATIENCE);
        }
    }

    /**
     * Takes a total.
     *
     * @param nanos when, on the monotonic clock
     * @return what changed; null for the first, one that fell, or one of the same moment
     */
    Change take(SeriesKey series, double total, long nanos) {
        Point before = last.put(series, new Point(total, nanos, run));
        if (before == null || total < before.total() || nanos <= before.nanos()) {
            return null;
        }
        return new Change(total - before.total(), nanos - before.nanos());
    }

    int size() {
        return last.size();
    }
}
