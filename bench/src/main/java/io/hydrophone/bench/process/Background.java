package io.hydrophone.bench.process;

import io.hydrophone.core.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command that runs beside the measurement until it is stopped; its two outputs go to one log. */
public final class Background implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tool tool;
    private final Path log;
    private final Process process;

    private Background(Tool tool, Path log, Process process) {
        this.tool = tool;
        this.log = log;
        this.process = process;
    }

    /** Starts it; {@code log} is overwritten. */
    public static Background start(Tool tool, Path log) throws IOException {
        Process process = new ProcessBuilder(tool.words())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Background(tool, log, process);
    }

    /** A question that is asked again and again until it is answered with yes. */
    @FunctionalInterface
    public interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    /**
     * Waits up to 30 seconds.
     *
     * @throws ProblemException when the program ends before the answer is yes, or it never is
     */
    public void await(String what, Question question) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.ask()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new ProblemException(
                        "tool-failed", "waited in vain for: " + what + "\n" + said(), tool.toString(), "see " + log);
            }
            Thread.sleep(20);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** All that it has written so far. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    /** Asks it to end (SIGTERM), waits for that, and gives all that it wrote. */
    public String stop() throws IOException, InterruptedException {
        close();
        process.waitFor();
        return said();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
