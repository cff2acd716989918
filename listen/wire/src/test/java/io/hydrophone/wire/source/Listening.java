package io.hydrophone.wire.source;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a source on a thread of its own and keeps what it hears. */
final class Listening implements AutoCloseable {
    final Heard heard = new Heard();
    private final PacketSource source;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    Listening(PacketSource source) {
        this.source = source;
        thread = Thread.ofPlatform().name("listening").start(() -> {
            try {
                source.run(heard);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
    }

    /** Stops, and waits for what was sent before. */
    void stop() throws InterruptedException {
        source.stop();
        thread.join();
    }

    /** Why the source ended by itself; waits for that. */
    Throwable failure() throws InterruptedException {
        thread.join();
        return failure.get();
    }

    /** Bytes of all conversations, each counted once. */
    long payloadBytes() {
        return payload(true);
    }

    /** Bytes that were heard again: TCP's own repetitions are few, a device heard twice repeats all. */
    long repeatedBytes() {
        return payload(false);
    }

    private long payload(boolean once) {
        return new Payload(heard).bytes(once);
    }

    long drops() {
        return source.counters().kernelDrops();
    }

    @Override
    public void close() {
        source.close();
    }

    /** What the conversations that were heard have said. */
    record Payload(Heard heard) {
        /** Bytes that were heard for the first time, or those that were heard again. */
        long bytes(boolean once) {
            Map<Integer, Integer> expected = new HashMap<>();
            long sum = 0;
            for (Heard.Packet packet : heard.packets) {
                Segment segment = Segment.of(packet);
                int length = segment.payload().length();
                int direction = segment.sourcePort() << 16 | segment.targetPort();
                int end = segment.sequence() + length;
                int fresh = length == 0
                        ? 0
                        : Math.clamp(end - expected.getOrDefault(direction, segment.sequence()), 0, length);
                if (fresh > 0) {
                    expected.put(direction, end);
                }
                sum += once ? fresh : length - fresh;
            }
            return sum;
        }
    }
}
