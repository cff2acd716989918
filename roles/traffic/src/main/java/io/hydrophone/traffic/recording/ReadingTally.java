package io.hydrophone.traffic.recording;

/** What a reader counts, over all files. */
final class ReadingTally {
    private long blocks;
    long damagedBlocks;
    long skippedBytes;
    long tornBytes;
    long malformedBlocks;
    private long missingBlocks;
    private long recording;
    private long number;

    /** A block was read; the numbers of one run tell how many are missing before it. */
    void read(EventBlock block) {
        if (number > 0 && block.recording() == recording && block.number() > number) {
            missingBlocks += block.number() - number - 1;
        }
        recording = block.recording();
        number = block.number();
        blocks++;
    }

    /** What was left out on purpose is not missing. */
    void passOver() {
        number = 0;
    }

    ReadingCounters counters() {
        return new ReadingCounters(blocks, damagedBlocks, skippedBytes, tornBytes, missingBlocks, malformedBlocks);
    }
}
