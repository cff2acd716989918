package io.hydrophone.probe.kafka;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something to become true. */
final class Until {
    private Until() {}

    /** @throws AssertionError with the last value when it does not in time */
    static <T> void holds(Supplier<T> value, Predicate<T> holds, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        T last = value.get();
        while (!holds.test(last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in " + patience + ": " + last);
            }
            Thread.sleep(100);
            last = value.get();
        }
    }
}
