package io.hydrophone.digest;

import io.hydrophone.digest.summary.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts load by time in a bounded number of slots. When the span outgrows them, slots are doubled in width and their
 * counts added pairwise, so a capture of a second and one of a week both have a useful resolution.
 */
final class TimelineRecorder {
    private static final int SLOTS = Timeline.MAX_SLOTS;
    private static final long FINEST_NANOS = 1_000_000;

    private final long[] counts = new long[SLOTS];
    private final long[] errors = new long[SLOTS];
    private final long[] busy = new long[SLOTS];
    private long width = FINEST_NANOS;
    /** Number of the slot at index 0. */
    private long first;
    /** Slots in use, from index 0. */
    private int used;
    /** The slot of the last query: [currentFrom, currentTo) has the index {@code current}. */
    private long currentFrom;

    private long currentTo;
    private int current;

    void record(long endNanos, long totalNanos, boolean error) {
        if (endNanos < currentFrom || endNanos >= currentTo) {
            move(endNanos);
        }
        add(current, 1, error ? 1 : 0, Math.max(totalNanos, 0));
    }

    private void add(int slot, long count, long failed, long nanos) {
        counts[slot] += count;
        errors[slot] += failed;
        busy[slot] += nanos;
    }

    void add(Timeline timeline) {
        while (width < timeline.slotNanos()) {
            halve();
        }
        for (int i = 0; i < timeline.slots().size(); i++) {
            Timeline.Slot slot = timeline.slots().get(i);
            if (slot.count() != 0) {
                move(timeline.startNanos(i));
                add(current, slot.count(), slot.errors(), slot.busyNanos());
            }
        }
    }

    private void move(long nanos) {
        while (!fits(Math.floorDiv(nanos, width))) {
            halve();
        }
        long slot = Math.floorDiv(nanos, width);
        if (used == 0) {
            first = slot;
        } else if (slot < first) {
            shiftTo(slot);
        }
        current = (int) (slot - first);
        used = Math.max(used, current + 1);
        currentFrom = slot * width;
        currentTo = currentFrom + width;
    }

    private boolean fits(long slot) {
        return used == 0 || (slot - first < SLOTS && first + used - slot <= SLOTS);
    }

    private void halve() {
        long newFirst = Math.floorDiv(first, 2);
        for (int i = 0; i < used; i++) {
            int to = (int) (Math.floorDiv(first + i, 2) - newFirst);
            long count = counts[i];
            long failed = errors[i];
            long nanos = busy[i];
            counts[i] = 0;
            errors[i] = 0;
            busy[i] = 0;
            add(to, count, failed, nanos);
        }
        used = used == 0 ? 0 : (int) (Math.floorDiv(first + used - 1, 2) - newFirst) + 1;
        first = newFirst;
        width *= 2;
        currentFrom = 0;
        currentTo = 0;
    }

    private void shiftTo(long slot) {
        int by = (int) (first - slot);
        for (long[] values : new long[][] {counts, errors, busy}) {
            System.arraycopy(values, 0, values, by, used);
            Arrays.fill(values, 0, by, 0);
        }
        used += by;
        first = slot;
    }

    void reset() {
        for (long[] values : new long[][] {counts, errors, busy}) {
            Arrays.fill(values, 0);
        }
        width = FINEST_NANOS;
        used = 0;
        currentFrom = 0;
        currentTo = 0;
    }

    Timeline snapshot() {
        List<Timeline.Slot> slots = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            slots.add(new Timeline.Slot(counts[i], errors[i], busy[i]));
        }
        return new Timeline(width, first, slots);
    }
}
