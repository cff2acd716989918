package io.hydrophone.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a live source after a time, on Ctrl-C or on SIGTERM; then waits with the end of the process until what was heard
 * is printed.
 */
public final class ListenUntil implements AutoCloseable {
    /** Long enough to print a report, short enough for a supervisor that waits. */
    private static final long LAST_WORDS_SECONDS = 10;

    private final Runnable end;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "stop");

    /**
     * Begins to wait.
     *
     * @param end makes the listening end soon; from any thread
     * @param duration null for none
     */
    public ListenUntil(Runnable end, Duration duration) {
        this.end = end;
        Runtime.getRuntime().addShutdownHook(hook);
        if (duration != null) {
            Thread.ofVirtual().start(() -> {
                if (!await(duration.toNanos())) {
                    end.run();
                }
            });
        }
    }

    private void stopAndWait() {
        end.run();
        await(TimeUnit.SECONDS.toNanos(LAST_WORDS_SECONDS));
    }

    private boolean await(long nanos) {
        try {
            return done.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nothing more has to be said. */
    public void done() {
        done.countDown();
    }

    @Override
    public void close() {
        done();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is what made it stop.
        }
    }
}
