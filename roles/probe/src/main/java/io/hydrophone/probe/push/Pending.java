package io.hydrophone.probe.push;

/**
 * A report on its way to a receiver, with what is done with when it is acknowledged.
 *
 * @param onDisk its number on the disk; for one in memory that of the last that came out from there before it, or 0
 * @param inMemory its number in memory, or 0
 */
record Pending(SealedReport report, long onDisk, long inMemory) {
    boolean isOnDisk() {
        return inMemory == 0;
    }
}
