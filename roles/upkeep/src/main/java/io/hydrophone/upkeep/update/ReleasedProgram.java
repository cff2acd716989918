package io.hydrophone.upkeep.update;

import io.hydrophone.core.MarkedProcesses;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.FileSet;
import io.hydrophone.upkeep.release.Manifest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program of the release in use, as a process of its own, started by the command of its manifest in the directory of the
 * release. {@code HYDROPHONE_HOME} is where it is installed.
 */
public final class ReleasedProgram implements Program {
    /** In the environment of what is started; where it is installed. */
    private static final String MARK = "HYDROPHONE_WATCHED";

    private final AgentHome home;
    private final HealthCheck health;
    private final Duration stopPatience;
    private final ProcessRecord record;
    private final File output;
    private Process process;

    /**
     * Of an installation.
     *
     * @param health null where running is health enough
     * @param stopPatience from asking it to end to ending it by force
     * @param output a file to which it prints, or null for this process's own
     */
    public ReleasedProgram(AgentHome home, HealthCheck health, Duration stopPatience, Path output) {
        this.home = home;
        this.health = health;
        this.stopPatience = stopPatience;
        this.record = new ProcessRecord(home.processFile());
        this.output = output == null ? null : output.toFile();
    }

    /**
     * Ends what outlived the process that watched it: also where that was killed before it could write down the number of what it had
     * started.
     */
    void endOrphans() {
        ProcessHandle orphan = record.process();
        if (orphan != null) {
            end(orphan);
        }
        MarkedProcesses.with(MARK, home.root().toString()).forEach(this::end);
    }

    @Override
    public void start() {
        Path release = home.current();
        if (release == null) {
            throw new ProblemException(
                    "not-started",
                    "no release is installed",
                    home.root().toString(),
                    "fetch one: hydrophone update apply");
        }
        try {
            Manifest manifest = home.manifest(home.currentName());
            List<String> command = new ArrayList<>(manifest.start());
            command.set(
                    0,
                    release.resolve(FileSet.PROGRAM.label())
                            .resolve(command.getFirst())
                            .toString());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(release.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(
                            output == null
                                    ? ProcessBuilder.Redirect.INHERIT
                                    : ProcessBuilder.Redirect.appendTo(output));
            builder.environment().put("HYDROPHONE_HOME", home.root().toString());
            builder.environment().put(MARK, home.root().toString());
            process = builder.start();
            record.write(process.toHandle());
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "not-started",
                            "the program cannot be started (" + Reason.ofFile(e) + ")",
                            release.toString(),
                            ""),
                    e);
        }
    }

    @Override
    public void stop() {
        if (process != null) {
            end(process.toHandle());
            process = null;
        }
        record.clear();
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public String complaint() {
        if (!isRunning()) {
            return process == null ? "it was not started" : "it ended with status " + process.exitValue();
        }
        return health == null ? null : health.complaint();
    }

    private void end(ProcessHandle handle) {
        List<ProcessHandle> all = new ArrayList<>(handle.descendants().toList());
        all.addFirst(handle);
        all.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + stopPatience.toNanos();
        for (ProcessHandle one : all) {
            if (!awaitEnd(one, deadline - System.nanoTime())) {
                one.destroyForcibly();
                awaitEnd(one, TimeUnit.SECONDS.toNanos(5));
            }
        }
    }

    private static boolean awaitEnd(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }
}
