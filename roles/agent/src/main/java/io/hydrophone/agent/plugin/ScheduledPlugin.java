package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.program.Program;
import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.agent.program.ProgramResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A plugin of a directory, run when it is due and never twice at once. For one thread. */
final class ScheduledPlugin {
    private final PluginFile file;
    private final ProgramLimits limits;
    private final Map<PluginReadings.Series, PluginReadings.Total> totals = new HashMap<>();
    private long due = System.nanoTime();
    private Future<ProgramResult> run;

    ScheduledPlugin(PluginFile file, ProgramLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    PluginFile file() {
        return file;
    }

    /** Where its readings go; totals are kept between its own runs. */
    Readings readings(Readings out) {
        return new PluginReadings(totals, out);
    }

    /** Starts it, if it is due and has ended. A run that took too long leaves out those it was too late for. */
    void startIfDue(ExecutorService runs) {
        long late = System.nanoTime() - due;
        if (run == null && late >= 0) {
            long pace = file.pace().toNanos();
            due += pace * (1 + late / pace);
            Callable<ProgramResult> start =
                    new Program(List.of(file.path().toString()), file.path().getParent(), limits)::run;
            run = runs.submit(start);
        }
    }

    /** Its run, if that ends within some time; null when there is none, or it goes on. */
    Future<ProgramResult> takeEnded(Duration patience) throws InterruptedException {
        if (run == null || !isOver(run, patience)) {
            return null;
        }
        Future<ProgramResult> ended = run;
        run = null;
        return ended;
    }

    private static boolean isOver(Future<ProgramResult> run, Duration patience) throws InterruptedException {
        try {
            run.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // Why is told by whoever takes it.
        }
    }

    /** Kills what runs. */
    void stop() {
        if (run != null) {
            run.cancel(true);
        }
    }
}
