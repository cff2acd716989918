package io.hydrophone.probe;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something to become true. */
public final class Until {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Until() {}

    /**
     * A minute and a half: longer than any time in the product, for a machine that others keep busy.
     *
     * @throws AssertionError with the last value when it does not in time
     */
    public static <T> void holds(Supplier<T> value, Predicate<T> holds) throws InterruptedException {
        holds(value, holds, PATIENCE);
    }

    /**
     * So long.
     *
     * @throws AssertionError with the last value when it does not in time
     */
    public static <T> void holds(Supplier<T> value, Predicate<T> holds, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        T last = value.get();
        while (!holds.test(last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in " + patience + ": " + last);
            }
            Thread.sleep(10);
            last = value.get();
        }
    }
}
