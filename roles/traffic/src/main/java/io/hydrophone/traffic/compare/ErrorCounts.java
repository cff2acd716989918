package io.hydrophone.traffic.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Errors of a statement by their numbers on both sides: the first kinds that come, and a count of all others. */
final class ErrorCounts {
    private static final int LIMIT = 32;

    /** Numbers of both sides. */
    private record Numbers(int source, int target) {}

    private static final class Count {
        private long source;
        private long target;
        private String message = "";
    }

    private final Map<Numbers, Count> counts = new HashMap<>();
    private long others;

    /**
     * Counts the numbers of a pair, 0 for none.
     *
     * @param message what the server said of it
     */
    void pair(int source, int target, String message) {
        add(new Numbers(source, target), 1, 1, message);
    }

    /** Counts an error of one side's sample. */
    void sample(int number, boolean ofTarget, String message) {
        add(new Numbers(number, number), ofTarget ? 0 : 1, ofTarget ? 1 : 0, message);
    }

    /** Adds what another has counted. */
    void add(ErrorCounts that) {
        that.counts.forEach((numbers, count) -> add(numbers, count.source, count.target, count.message));
        others += that.others;
    }

    private void add(Numbers numbers, long source, long target, String message) {
        Count count = counts.get(numbers);
        if (count == null) {
            if (counts.size() >= LIMIT) {
                others += Math.max(source, target);
                return;
            }
            count = new Count();
            counts.put(numbers, count);
        }
        count.source += source;
        count.target += target;
        if (count.message.isEmpty() && !message.isEmpty()) {
            count.message = Ending.masked(message);
        }
    }

    long others() {
        return others;
    }

    /** Most frequent first. */
    List<ErrorChange> snapshot() {
        List<ErrorChange> changes = new ArrayList<>();
        counts.forEach((numbers, count) -> changes.add(
                new ErrorChange(numbers.source, numbers.target, count.source, count.target, count.message)));
        changes.sort((a, b) ->
                Long.compare(Math.max(b.sourceCount(), b.targetCount()), Math.max(a.sourceCount(), a.targetCount())));
        return changes;
    }
}
