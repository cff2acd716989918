package io.hydrophone.digest.summary;

/**
 * Load over time, in at most {@value #MAX_SLOTS} slots.
 *
 * @param slotNanos width of a slot, a power of two times a millisecond; slot n begins at n × slotNanos since 1970
 * @param firstSlot number of the first slot
 * @param counts queries that ended in each slot
 * @param errors those of them that failed
 * @param busyNanos the durations of those queries together
 */
public record Timeline(long slotNanos, long firstSlot, long[] counts, long[] errors, long[] busyNanos) {
    public static final int MAX_SLOTS = 240;

    /** Slots from the first to the last one with a query. */
    public int length() {
        return counts.length;
    }

    /** When a slot begins, in nanoseconds since 1970. */
    public long startNanos(int slot) {
        return (firstSlot + slot) * slotNanos;
    }
}
