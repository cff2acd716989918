package io.hydrophone.traffic.compare.report;

import io.hydrophone.digest.report.Units;
import java.util.function.BiConsumer;

/** Durations on a logarithmic axis. */
final class LogScale {
    private final double from;
    private final double span;
    private final double pixels;

    /**
     * An axis that holds both.
     *
     * @param pixels its length
     */
    LogScale(long shortest, long longest, double pixels) {
        this.from = Math.log(Math.max(shortest, 1) / 1.3);
        this.span = Math.log(Math.max(longest, 2) * 1.3) - from;
        this.pixels = pixels;
    }

    /** Where a duration lies, from 0. */
    double at(long nanos) {
        return Math.clamp((Math.log((double) Math.max(nanos, 1)) - from) / span, 0, 1) * pixels;
    }

    /** Goes through powers of ten with where they lie; of a short axis also through their double and fivefold. */
    void ticks(BiConsumer<Double, String> tick) {
        int[] steps = span > Math.log(30) ? new int[] {1} : new int[] {1, 2, 5};
        for (long power = 100; power < 1L << 50; power *= 10) {
            for (int step : steps) {
                double at = (Math.log((double) power * step) - from) / span;
                if (at >= 0 && at <= 1) {
                    tick.accept(at * pixels, Units.duration(power * step));
                }
            }
        }
    }
}
