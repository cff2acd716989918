package io.hydrophone.app.agent;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The agent as a process of its own, watched by a supervisor: started, ended, found again. */
final class Background {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final File NOTHING = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    private static final int SHOWN_LINES = 10;

    private final AgentPlaces places;
    private final ProcessFile processFile;

    Background(AgentPlaces places) {
        this.places = places;
        this.processFile = new ProcessFile(places.processId());
    }

    Optional<ProcessHandle> running() {
        return processFile.running();
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param arguments of the program itself
     * @throws ProblemException when it does not come up; with the last lines of its log
     */
    ProcessHandle start(List<String> arguments, BooleanSupplier answers) throws InterruptedException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString()); // so that a terminal that closes does not end it
        }
        command.addAll(SelfCommand.with(arguments));
        Process process;
        try {
            Files.createDirectories(places.state());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(places.log().toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .start();
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "not-started", Reason.innermost(e), places.state().toString(), ""),
                    e);
        }
        long end = System.nanoTime() + START.toNanos();
        while (!answers.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw new ProblemException(
                        "not-started", "the agent did not come up", places.log().toString(), lastLines());
            }
            Thread.sleep(100);
        }
        return running().orElse(process.toHandle());
    }

    /** Returns whether one ran. */
    boolean stop() throws InterruptedException {
        Optional<ProcessHandle> process = running();
        if (process.isEmpty()) {
            return false;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(
                    "not-stopped",
                    "it still runs after " + STOP.toSeconds() + " s",
                    "process " + process.get().pid(),
                    "look at " + places.log());
        }
        processFile.delete();
        return true;
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(places.log(), StandardCharsets.UTF_8);
            return String.join("\n  ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
