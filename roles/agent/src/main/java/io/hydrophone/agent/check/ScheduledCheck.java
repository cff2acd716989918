package io.hydrophone.agent.check;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.core.DurationText;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One check that is run again and again. A run that is not over at its deadline is interrupted; one that does not heed it
 * runs on, and there is no other beside it: what is slow does not pile up.
 */
final class ScheduledCheck implements AutoCloseable {
    private static final String OWN = "hydrophone.agent.check.";

    private final CheckSettings settings;
    private final Check check;
    private final ScheduledExecutorService watchdog;
    private final Tags costTags;
    private final Totals totals = new Totals();
    /** Held while it runs, so that {@code agent check NAME} does not run it a second time beside it. */
    private final ReentrantLock running = new ReentrantLock();

    private volatile CheckStatus status;
    private volatile long began = -1;

    ScheduledCheck(CheckSettings settings, Check check, ScheduledExecutorService watchdog) {
        this.settings = settings;
        this.check = check;
        this.watchdog = watchdog;
        costTags = Tags.of("check:" + settings.kind(), "instance:" + settings.instance());
        status = new CheckStatus(settings, 0, 0, null, -1, 0, 0, 0, -1, null, List.of());
    }

    CheckSettings settings() {
        return settings;
    }

    CheckStatus status() {
        CheckStatus known = status;
        long since = began;
        return since < 0
                ? known
                : new CheckStatus(
                        settings,
                        known.runs(),
                        known.failures(),
                        known.lastRun(),
                        known.lastNanos(),
                        known.totalNanos(),
                        known.samples(),
                        known.overflow(),
                        System.nanoTime() - since,
                        known.problem(),
                        known.services());
    }

    /** Runs once and gives what was measured, with what the run cost, to the sink. */
    void run(SignalSink sink) throws InterruptedException {
        List<Signal> signals = run();
        try {
            sink.accept(signals);
        } catch (ProblemException e) {
            // It was counted where it was lost.
        }
    }

    /**
     * Runs once.
     *
     * @return what was measured, with what the run cost
     * @throws InterruptedException when the thread was interrupted by another than the deadline
     */
    List<Signal> run() throws InterruptedException {
        running.lockInterruptibly();
        try {
            return runAlone();
        } finally {
            running.unlock();
        }
    }

    private List<Signal> runAlone() throws InterruptedException {
        Instant when = Instant.now();
        long ts = TimeUnit.SECONDS.toMicros(when.getEpochSecond()) + when.getNano() / 1_000;
        RunReadings readings = new RunReadings(totals, settings.tags(), settings.maxSeries(), ts);
        long start = System.nanoTime();
        began = start;
        Problem problem = underDeadline(readings);
        long took = System.nanoTime() - start;
        began = -1;
        CheckStatus before = status;
        status = new CheckStatus(
                settings,
                before.runs() + 1,
                before.failures() + (problem == null ? 0 : 1),
                when,
                took,
                before.totalNanos() + took,
                readings.samples(),
                before.overflow() + readings.overflow(),
                -1,
                problem,
                readings.services());
        List<Signal> signals = new ArrayList<>(readings.signals());
        signals.add(Sample.gauge(OWN + "duration", took / 1e9, costTags, ts));
        signals.add(Sample.gauge(OWN + "series", readings.samples(), costTags, ts));
        signals.add(Sample.gauge(OWN + "series_dropped", (double) readings.overflow(), costTags, ts));
        signals.add(new ServiceCheck(
                OWN + "status",
                problem == null ? ServiceCheck.Status.OK : ServiceCheck.Status.CRITICAL,
                costTags,
                "",
                ts,
                problem == null ? "" : problem.message()));
        return signals;
    }

    /** Returns why the run failed, or null. */
    private Problem underDeadline(RunReadings readings) throws InterruptedException {
        Deadline deadline = new Deadline(Thread.currentThread());
        ScheduledFuture<?> alarm =
                watchdog.schedule(deadline::strike, settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
        Exception failure = null;
        try {
            check.run(readings);
        } catch (Exception e) {
            failure = e;
        }
        alarm.cancel(false);
        if (deadline.end()) {
            return new Problem(
                    "check-too-slow",
                    "it was not over in " + DurationText.of(settings.deadline()) + " and was interrupted",
                    place(),
                    "give it more by deadline, or find out what it waits for");
        }
        return failure == null ? null : problem(failure);
    }

    private Problem problem(Exception failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted; // by whoever ends the agent
        }
        if (failure instanceof ProblemException told) {
            return told.problem();
        }
        return new Problem("check-failed", Reason.innermost(failure), place(), "");
    }

    private String place() {
        return settings.kind() + "[" + settings.instance() + "]";
    }

    @Override
    public void close() {
        check.close();
    }

    /** Interrupts a run, and never what its thread does afterwards. */
    private static final class Deadline {
        private Thread runner;
        private boolean struck;

        Deadline(Thread runner) {
            this.runner = runner;
        }

        synchronized void strike() {
            if (runner != null) {
                struck = true;
                runner.interrupt();
            }
        }

        /** Returns whether it struck; then the thread is no longer interrupted. */
        synchronized boolean end() {
            runner = null;
            if (struck) {
                Thread.interrupted();
            }
            return struck;
        }
    }
}
