package io.hydrophone.digest.summary;

import java.util.List;

/**
 * Load over time, in at most {@value #MAX_SLOTS} slots.
 *
 * @param slotNanos width of a slot, a power of two times a millisecond; slot n begins at n × slotNanos since 1970
 * @param firstSlot number of the first slot
 * @param slots from the first to the last one with a query
 */
public record Timeline(long slotNanos, long firstSlot, List<Slot> slots) {
    public static final int MAX_SLOTS = 240;

    public Timeline {
        slots = List.copyOf(slots);
    }

    /** When the slot at an index begins, in nanoseconds since 1970. */
    public long startNanos(int index) {
        return (firstSlot + index) * slotNanos;
    }

    /**
     * One of them.
     *
     * @param count queries that ended in it
     * @param errors those of them that failed
     * @param busyNanos the durations of those queries together
     */
    public record Slot(long count, long errors, long busyNanos) {}
}
