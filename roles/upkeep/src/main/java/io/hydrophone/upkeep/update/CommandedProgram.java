package io.hydrophone.upkeep.update;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that somebody else runs, such as systemd, and that a command of the shell restarts. */
public final class CommandedProgram implements Program {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String restart;
    private final HealthCheck health;

    /**
     * Of a command.
     *
     * @param restart such as {@code systemctl restart hydrophone-agent}
     * @param health null where the command's exit status is health enough
     */
    public CommandedProgram(String restart, HealthCheck health) {
        this.restart = restart;
        this.health = health;
    }

    @Override
    public void start() {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", restart)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw notStarted("it does not end within " + LIMIT.toSeconds() + " s", null);
            }
            if (process.exitValue() != 0) {
                throw notStarted("it ended with status " + process.exitValue(), null);
            }
        } catch (IOException e) {
            throw notStarted(Reason.ofFile(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStarted("interrupted", e);
        }
    }

    /** The command does both. */
    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public String complaint() {
        return health == null ? null : health.complaint();
    }

    private ProblemException notStarted(String why, Exception cause) {
        return new ProblemException(
                new Problem("not-started", "the command that restarts the program failed: " + why, restart, ""), cause);
    }
}
