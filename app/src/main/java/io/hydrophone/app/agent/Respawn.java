package io.hydrophone.app.agent;

import io.hydrophone.client.Backoff;
import io.hydrophone.core.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a program again whenever it ends by itself: at once at first, then later and later up to a minute. What ends because of its
 * configuration would end again, so it is left.
 */
final class Respawn {
    private static final int WRONG_CONFIGURATION = 2;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final long PATIENCE_SECONDS = 15;

    private final List<String> command;
    private final Consumer<String> told;
    private final Backoff pauses = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private volatile boolean ended;
    private volatile Process process;

    Respawn(List<String> command, Consumer<String> told) {
        this.command = command;
        this.told = told;
    }

    /**
     * Runs it until {@link #end} is called.
     *
     * @return the exit status to end with
     */
    int run() throws InterruptedException {
        while (!ended) {
            long begun = System.nanoTime();
            int status = runOnce();
            if (ended) {
                return 0;
            }
            if (status == WRONG_CONFIGURATION) {
                told.accept("the agent does not accept its configuration, and is not started again");
                return status;
            }
            if (System.nanoTime() - begun > LONG_ENOUGH.toNanos()) {
                pauses.succeeded();
            }
            long pause = pauses.failed();
            told.accept("the agent ended with status " + status + "; it is started again in "
                    + DurationText.of(Duration.ofNanos(pause)));
            TimeUnit.NANOSECONDS.sleep(pause);
        }
        return 0;
    }

    private int runOnce() throws InterruptedException {
        try {
            Process started = new ProcessBuilder(command).inheritIO().start();
            process = started;
            if (ended) {
                started.destroy(); // end() may have come between
            }
            return started.waitFor();
        } catch (IOException e) {
            told.accept("the agent cannot be started: " + e.getMessage());
            return 1;
        }
    }

    /** Ends the program in its own order, and if that does not help by force; from any thread. */
    void end() {
        ended = true;
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
