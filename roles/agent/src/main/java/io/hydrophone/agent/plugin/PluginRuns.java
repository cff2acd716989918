package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.agent.program.ProgramResult;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the plugins of a directory beside the check, so that a slow one holds up no other, and says what they measured. */
final class PluginRuns implements Check {
    /** Most plugins are over at once: what they measured is told in the same run of the check. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String SERVICE = "plugin.run";

    private final Path directory;
    private final OutputFormat format;
    private final ProgramLimits limits;
    private final ExecutorService runs;
    private final Map<PluginFile, ScheduledPlugin> plugins = new LinkedHashMap<>();

    PluginRuns(Path directory, OutputFormat format, ProgramLimits limits, int atOnce) {
        this.directory = directory;
        this.format = format;
        this.limits = limits;
        runs = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().daemon().name("plugin-", 0).factory());
    }

    @Override
    public void run(Readings out) throws InterruptedException {
        PluginListing listing = PluginListing.of(directory);
        List<Problem> problems = new ArrayList<>(listing.problems());
        follow(listing.plugins());
        plugins.values().forEach(plugin -> plugin.startIfDue(runs));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ScheduledPlugin plugin : plugins.values()) {
            Future<ProgramResult> run = plugin.takeEnded(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (run != null) {
                Problem problem = tell(plugin, run, out);
                service(plugin.file(), problem, out);
                if (problem != null) {
                    problems.add(problem);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(withOthers(problems));
        }
    }

    /** A plugin that went is killed; one whose seconds changed is another. */
    private void follow(List<PluginFile> listed) {
        Set<PluginFile> files = new LinkedHashSet<>(listed);
        plugins.entrySet().removeIf(entry -> {
            boolean isGone = !files.contains(entry.getKey());
            if (isGone) {
                entry.getValue().stop();
            }
            return isGone;
        });
        files.forEach(file -> plugins.computeIfAbsent(file, ignored -> new ScheduledPlugin(file, limits)));
    }

    private Problem tell(ScheduledPlugin plugin, Future<ProgramResult> run, Readings out) throws InterruptedException {
        try {
            ProgramResult result = run.get();
            result.expectExit(plugin.file().path().toString(), limits);
            format.tell(plugin.file().name(), result, plugin.readings(out));
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof ProblemException told
                    ? told.problem()
                    : new Problem(
                            "program-failed",
                            "it did not run: " + Reason.innermost(e),
                            plugin.file().path().toString(),
                            "does its first line name a program that is here?");
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private static void service(PluginFile file, Problem problem, Readings out) {
        out.service(
                SERVICE,
                problem == null ? ServiceCheck.Status.OK : ServiceCheck.Status.CRITICAL,
                Tags.pair("plugin", file.path().getFileName().toString()),
                problem == null ? "" : problem.message());
    }

    private static Problem withOthers(List<Problem> problems) {
        Problem first = problems.getFirst();
        int others = problems.size() - 1;
        return others == 0
                ? first
                : new Problem(
                        first.code(), first.message() + ", and " + others + " more", first.where(), first.action());
    }

    @Override
    public void close() {
        runs.shutdownNow();
        try {
            runs.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
