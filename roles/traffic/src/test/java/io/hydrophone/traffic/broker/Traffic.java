package io.hydrophone.traffic.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Events;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.traffic.recording.TrafficTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** Commands with numbers, told to a target and read from a source. */
final class Traffic {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** How much each target had stored when it was asked last. */
    private static final Map<TrafficTarget, Long> STORED = new WeakHashMap<>();

    private Traffic() {}

    /** Commands with these numbers, and their answers. */
    static void tell(TrafficTarget target, long first, long last) {
        for (long number = first; number <= last; number++) {
            Events.tell(Events.asked(number), target);
            Events.tell(Events.answered(number), target);
        }
    }

    /** A command of bytes that cannot be compressed. */
    static void tellRandom(TrafficTarget target, long number, int bytes) {
        byte[] payload = new byte[bytes];
        new Random(number).nextBytes(payload);
        target.asked(1, number, Events.START + number, payload, 0, bytes, false);
    }

    /** The events up to the command of a number, that included. */
    static List<TrafficEvent> readTo(TrafficSource source, long last) throws InterruptedException {
        List<TrafficEvent> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            TrafficEvent event = source.next(Duration.ofMillis(100));
            if (event != null) {
                events.add(event);
            }
            if (event instanceof Asked asked && asked.number() == last) {
                return events;
            }
        }
        throw new AssertionError("command " + last + " did not come; the last of " + events.size() + " was "
                + (events.isEmpty() ? null : events.getLast()));
    }

    /** Whatever comes until the source is over. */
    static List<TrafficEvent> readToEnd(TrafficSource source) throws InterruptedException {
        List<TrafficEvent> events = new ArrayList<>();
        while (!source.isOver()) {
            TrafficEvent event = source.next(PATIENCE);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    static List<Long> numbers(List<TrafficEvent> events) {
        return events.stream()
                .filter(Asked.class::isInstance)
                .map(event -> ((Asked) event).number())
                .toList();
    }

    static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** Returns when the broker has all that was told, which is something since the last time. */
    static void awaitConfirmed(TrafficTarget target) throws InterruptedException {
        Thread.sleep(700); // An event may wait half a second for others to share its block,
        long before = STORED.getOrDefault(target, 0L); // or on a slow machine longer.
        await(
                "everything is confirmed",
                () -> target.counters().waiting() == 0 && target.counters().storedBytes() > before);
        STORED.put(target, target.counters().storedBytes());
    }
}
