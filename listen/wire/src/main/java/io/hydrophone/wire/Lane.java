package io.hydrophone.wire;

import java.util.ArrayDeque;

/** A decoder and the batches on their way to it and back, in order. Guarded by its {@link Lanes}, but for decoding. */
final class Lane {
    /** Full ones wait while the others are filled: enough for the time for which a thread may be without a core. */
    private static final int BATCHES = 8;

    final TrafficDecoder decoder;
    private final ArrayDeque<PacketBatch> full = new ArrayDeque<>(BATCHES);
    private final ArrayDeque<PacketBatch> free = new ArrayDeque<>(BATCHES);
    /** Null while none is. */
    private PacketBatch decoding;

    Lane(TrafficDecoder decoder) {
        this.decoder = decoder;
        for (int i = 0; i < BATCHES; i++) {
            free.add(new PacketBatch());
        }
    }

    void add(PacketBatch batch) {
        full.add(batch);
    }

    /** One to fill; null while all wait or are decoded. */
    PacketBatch take() {
        return free.poll();
    }

    boolean hasRoom() {
        return !free.isEmpty();
    }

    /** How many batches wait for a thread; none while one is decoded, for they go one after the other. */
    int waiting() {
        return decoding != null ? 0 : full.size();
    }

    void begin() {
        decoding = full.remove();
    }

    /** What this thread has begun to decode. */
    PacketBatch decoding() {
        return decoding;
    }

    void done() {
        free.add(decoding);
        decoding = null;
    }
}
