package io.hydrophone.probe;

import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.SampleRatio;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps capturing within its processor time by hearing fewer sessions, and says so. */
final class Throttle {
    private static final long EVERY_MILLIS = 250;

    private final Ears ears;
    private final ProbeOptions options;
    private final Consumer<String> notices;
    private volatile SampleState state;

    Throttle(Ears ears, ProbeOptions options, Consumer<String> notices) {
        this.ears = ears;
        this.options = options;
        this.notices = notices;
        state = SampleState.asked(options.sample());
    }

    /** @throws ProblemException when this system cannot limit anything */
    static void check() {
        if (ThreadTime.ofThisThread().nanos() < 0) {
            throw new ProblemException(
                    "no-thread-times",
                    "this system does not tell how much processor time a thread takes",
                    "--cpu-limit",
                    "it needs Linux with /proc/PID/schedstat; --sample 1/8 hears less from the beginning");
        }
    }

    SampleState state() {
        return state;
    }

    /** Watches until the probe ends; nothing to do without a limit. */
    void run(Probe probe) throws InterruptedException {
        CpuLimit limit = new CpuLimit(options.cpuLimitPercent(), options.sample());
        while (!probe.awaitEnd(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            long cpu = ears.cpuNanos();
            if (cpu >= 0) { // it is not told of a thread that has ended, or has not begun
                change(limit.read(System.nanoTime(), cpu), limit.usage());
            }
        }
    }

    private void change(SampleRatio ratio, double usage) {
        SampleRatio before = state.ratio();
        if (ratio.equals(before)) {
            return;
        }
        ears.sample(ratio);
        state = state.next(ratio, options.sample());
        String takes = "capturing takes " + Math.round(100 * usage) + "% of a core";
        String hears = ratio.isAll() ? "all sessions" : ratio + " of the sessions";
        notices.accept(
                ratio.denominator() > before.denominator()
                        ? takes + ", more than the limit of " + options.cpuLimitPercent() + "%: from now on " + hears
                                + " are heard"
                        : takes + ", there is room again: from now on " + hears + " are heard");
    }
}
