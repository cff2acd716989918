package io.hydrophone.probe.cluster;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits for something to become true. */
final class Until {
    interface Holds<T> {
        boolean by(T value);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Until() {}

    /** @throws AssertionError with the last value when it does not in time */
    static <T> void holds(Supplier<T> value, Holds<T> holds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T last = value.get();
        while (!holds.by(last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in " + PATIENCE + ": " + last);
            }
            Thread.sleep(10);
            last = value.get();
        }
    }
}
