package io.hydrophone.agent.check;

import io.hydrophone.agent.SignalSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All checks of an agent, each at its own pace on a thread of its own. */
public final class Checks implements AutoCloseable {
    /** How long a check that ends has for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<ScheduledCheck> checks;
    private final ScheduledExecutorService watchdog;
    private final List<Thread> threads = new ArrayList<>();

    private Checks(List<ScheduledCheck> checks, ScheduledExecutorService watchdog) {
        this.checks = checks;
        this.watchdog = watchdog;
    }

    /** Those that a configuration names; none runs yet. */
    public static Checks of(List<ConfiguredCheck> configured) {
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("check-deadlines").factory());
        List<ScheduledCheck> checks = configured.stream()
                .map(one -> new ScheduledCheck(one.settings(), one.check(), watchdog))
                .toList();
        return new Checks(checks, watchdog);
    }

    /** Runs them from here on. */
    public void start(SignalSink sink) {
        for (ScheduledCheck check : checks) {
            threads.add(
                    Thread.ofVirtual().name("check-" + check.settings().kind()).start(() -> repeat(check, sink)));
        }
    }

    /** Runs those of a kind once, each on a thread like those of {@link #start}, whose waiting in a socket an interrupt ends. */
    public List<CheckRun> runOnce(String kind) throws InterruptedException {
        List<CheckRun> runs = new ArrayList<>();
        for (ScheduledCheck check : checks) {
            if (check.settings().kind().equals(kind)) {
                FutureTask<CheckRun> run = new FutureTask<>(() -> new CheckRun(check.run(), check.status()));
                Thread.ofVirtual().name("check-" + kind).start(run);
                try {
                    runs.add(run.get());
                } catch (ExecutionException e) {
                    throw new IllegalStateException("check " + kind, e.getCause());
                }
            }
        }
        return runs;
    }

    /** In the order of the configuration. */
    public List<CheckStatus> status() {
        return checks.stream().map(ScheduledCheck::status).toList();
    }

    /** At a fixed rate, each at a moment of its own; a run that took too long leaves out those it was too late for. */
    private static void repeat(ScheduledCheck check, SignalSink sink) {
        CheckSettings settings = check.settings();
        long pace = settings.pace().toNanos();
        try {
            long due = System.nanoTime() + Math.min(pace, offset(settings));
            while (true) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                check.run(sink);
                long late = Math.max(0, System.nanoTime() - due);
                due += pace * (1 + late / pace);
            }
        } catch (InterruptedException e) {
            // The agent ends.
        }
    }

    /** So that not all begin at once: up to two seconds after the start, the same each time. */
    private static long offset(CheckSettings settings) {
        int hash = (settings.kind() + settings.instance()).hashCode() * 0x9E3779B9;
        return TimeUnit.MILLISECONDS.toNanos(Math.floorMod(hash >> 8, 2_000));
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        checks.forEach(ScheduledCheck::close);
        watchdog.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
