package io.hydrophone.wire.source;

/** The counters of one source: written by the capturing thread alone, read by any. */
final class Tally {
    private volatile long packets;
    private volatile long bytes;
    private volatile long kernelDrops;
    private volatile long skipped;
    private volatile boolean truncated;

    void received(long packets, long bytes) {
        this.packets = packets;
        this.bytes = bytes;
    }

    void kernelDrops(long drops) {
        kernelDrops = drops;
    }

    void skipped(long packets) {
        skipped = packets;
    }

    void truncated() {
        truncated = true;
    }

    CaptureCounters counters() {
        return new CaptureCounters(packets, bytes, kernelDrops, skipped, truncated);
    }
}
