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
    private volatile SampleRatio asked;
    private volatile SampleState state;

    Throttle(Ears ears, ProbeOptions options, Consumer<String> notices) {
        this.ears = ears;
        this.options = options;
        this.notices = notices;
        asked = options.sample();
        state = SampleState.asked(asked);
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

    /** The largest part of the sessions to hear from now on; from any thread. */
    synchronized void ask(SampleRatio ratio) {
        asked = ratio;
        ears.sample(ratio);
        state = SampleState.asked(ratio);
    }

    /** Watches until the probe ends; nothing to do without a limit. */
    void run(Probe probe) throws InterruptedException {
        SampleRatio most = asked;
        CpuLimit limit = new CpuLimit(options.cpuLimitPercent(), most);
        while (!probe.awaitEnd(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!most.equals(asked)) {
                most = asked;
                limit = new CpuLimit(options.cpuLimitPercent(), most);
            }
            long cpu = ears.cpuNanos();
            if (cpu >= 0) { // it is not told of a thread that has ended, or has not begun
                change(limit.read(System.nanoTime(), cpu), limit.usage(), most);
            }
        }
    }

    private synchronized void change(SampleRatio ratio, double usage, SampleRatio most) {
        SampleRatio before = state.ratio();
        if (ratio.equals(before) || !most.equals(asked)) {
            return;
        }
        ears.sample(ratio);
        state = state.next(ratio, asked);
        String takes = "capturing takes " + Math.round(100 * usage) + "% of a core";
        String hears = ratio.isAll() ? "all sessions" : ratio + " of the sessions";
        notices.accept(
                ratio.denominator() > before.denominator()
                        ? takes + ", more than the limit of " + options.cpuLimitPercent() + "%: from now on " + hears
                                + " are heard"
                        : takes + ", there is room again: from now on " + hears + " are heard");
    }
}
