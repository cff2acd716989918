package io.hydrophone.wire;

import io.hydrophone.wire.source.LinkType;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A decoder on a thread of its own. Its methods are for one other thread, which delivers the packets. */
final class DecodingThread {
    private static final int BATCHES = 8;

    private final TrafficDecoder decoder;
    private final BlockingQueue<PacketBatch> full = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<PacketBatch> free = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;
    private PacketBatch filling = new PacketBatch();
    private volatile Throwable failure;

    DecodingThread(TrafficDecoder decoder, String name) {
        this.decoder = decoder;
        for (int i = 1; i < BATCHES; i++) {
            free.add(new PacketBatch());
        }
        thread = new Thread(this::decodeAll, name);
        thread.setDaemon(true); // when reading fails, nobody waits for the rest
        thread.start();
    }

    void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        if (!filling.add(nanos, link, data, offset, captured, length)) {
            handOver();
            filling.add(nanos, link, data, offset, captured, length);
        }
    }

    void tick(long nanos) {
        if (!filling.addTick(nanos)) {
            handOver();
            filling.addTick(nanos);
        }
    }

    /** Nothing more will come. */
    void end() {
        if (!filling.isEmpty()) {
            handOver();
        }
        full.add(filling); // an empty batch is the end
    }

    /** Waits until all is decoded. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        check();
    }

    private void handOver() {
        check();
        full.add(filling); // never full: there are no more batches than places
        try {
            filling = free.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void check() {
        if (failure != null) {
            throw new IllegalStateException("decoding failed", failure);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while decoding", e);
    }

    private void decodeAll() {
        try {
            for (PacketBatch batch = full.take(); !batch.isEmpty(); batch = full.take()) {
                decode(batch);
                batch.clear();
                free.add(batch);
            }
            decoder.end();
        } catch (InterruptedException e) {
            failure = e;
        }
    }

    /** After a failure batches still go back, so that the reading thread comes to see it. */
    @SuppressWarnings("IllegalCatch")
    private void decode(PacketBatch batch) {
        if (failure == null) {
            try {
                batch.deliver(decoder);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
