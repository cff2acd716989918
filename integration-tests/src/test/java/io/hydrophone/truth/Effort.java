package io.hydrophone.truth;

/**
 * How much is tried with a connection.
 *
 * @param segmentations of each mutation that leaves anything to chance
 * @param everyMutation whether all is done to its packets, or what says most
 * @param beginnings at which the connection is met in the middle
 * @param losses at each rate
 * @param rateStep 1 for every rate of loss, more for fewer of them
 */
record Effort(int segmentations, boolean everyMutation, int beginnings, int losses, int rateStep) {
    /** With more bytes a pass takes a good part of a second. */
    private static final long LARGE_BYTES = 4 << 20;

    static Effort of(boolean thorough, long bytes) {
        boolean large = bytes > LARGE_BYTES;
        if (thorough) {
            return large ? new Effort(3, true, 20, 4, 1) : new Effort(40, true, 400, 100, 1);
        }
        return large ? new Effort(1, false, 2, 1, 3) : new Effort(1, true, 12, 2, 1);
    }
}
