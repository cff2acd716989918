package io.hydrophone.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Decoders, and threads that serve them: any thread any decoder, but each decoder one thread at a time. The thread that
 * brings the packets serves them too whenever there is no room for more, so that it waits for nothing but work that
 * another thread is at: on two cores, a third busy thread would share its core with one of the others, and whoever
 * waits for that one would leave the other core idle.
 */
final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean ended;
    private volatile Throwable failure;

    /** Starts one thread fewer than there are decoders. */
    Lanes(List<TrafficDecoder> decoders) {
        decoders.forEach(decoder -> lanes.add(new Lane(decoder)));
        for (int i = 1; i < decoders.size(); i++) {
            Thread thread = new Thread(this::serve, "decode-" + i);
            thread.setDaemon(true); // when reading fails, nobody waits for the rest
            thread.start();
            threads.add(thread);
        }
    }

    /** Hands over a batch, to be decoded behind those before it. */
    void add(int number, PacketBatch batch) {
        check();
        synchronized (this) {
            lanes.get(number).add(batch);
            notifyAll();
        }
    }

    /** An empty batch to fill for a decoder; decodes while there is none. */
    PacketBatch take(int number) {
        Lane lane = lanes.get(number);
        for (Lane next = next(lane, true); next != null; next = next(lane, true)) {
            decode(next);
        }
        check();
        synchronized (this) {
            return lane.take();
        }
    }

    /** Nothing more will come: decodes what is left, and ends the decoders. */
    void end() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        serve();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        check();
        lanes.forEach(lane -> lane.decoder.end());
    }

    /** Decodes until nothing waits any more, and nothing will. */
    private void serve() {
        Lane lane = next(lanes.getFirst(), false);
        while (lane != null) {
            decode(lane);
            lane = next(lane, false);
        }
    }

    /**
     * Claims the next lane to decode from: the same again if it can, for its decoder's tables are in this core's cache.
     *
     * @param forRoom whether it is done to find room in that lane; else it is done until all has ended
     * @return null when that is reached
     */
    private synchronized Lane next(Lane lane, boolean forRoom) {
        try {
            while (!forRoom || !lane.hasRoom()) {
                Lane most = lane.waiting() > 0 ? lane : mostWaiting();
                if (most.waiting() > 0) {
                    most.begin();
                    return most;
                }
                if (ended && !forRoom) {
                    return null;
                }
                wait();
            }
            return null;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Lane mostWaiting() {
        Lane most = lanes.getFirst();
        for (Lane lane : lanes) {
            if (lane.waiting() > most.waiting()) {
                most = lane;
            }
        }
        return most;
    }

    /** After a failure batches still go back, so that who brings them comes to see it. */
    @SuppressWarnings("IllegalCatch")
    private void decode(Lane lane) {
        PacketBatch batch = lane.decoding();
        if (failure == null) {
            try {
                batch.deliver(lane.decoder);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        batch.clear();
        synchronized (this) {
            lane.done();
            notifyAll();
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
}
