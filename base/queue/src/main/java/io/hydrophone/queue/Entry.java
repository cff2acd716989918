package io.hydrophone.queue;

/** A record as it comes out of the queue. */
public final class Entry {
    private final long sequence;
    private final byte[] record;

    Entry(long sequence, byte[] record) {
        this.sequence = sequence;
        this.record = record;
    }

    /** Its number in the queue, from 1 on, rising by one with each record that was put in. */
    public long sequence() {
        return sequence;
    }

    /** The bytes that were put in; the reader's to keep. */
    public byte[] record() {
        return record;
    }
}
