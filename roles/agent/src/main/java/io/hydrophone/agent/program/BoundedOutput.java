package io.hydrophone.agent.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads what a program prints, up to a limit, on a thread of its own. */
final class BoundedOutput {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final InputStream in;
    private final int limit;
    private final Runnable onTooMuch;
    private final Thread thread;
    private boolean tooMuch;

    private BoundedOutput(InputStream in, int limit, Runnable onTooMuch) {
        this.in = in;
        this.limit = limit;
        this.onTooMuch = onTooMuch;
        thread = Thread.ofPlatform().daemon().name("program-output").unstarted(this::run);
    }

    /**
     * Begins to read.
     *
     * @param onTooMuch called once when there is more than the limit
     */
    static BoundedOutput of(InputStream in, int limit, Runnable onTooMuch) {
        BoundedOutput output = new BoundedOutput(in, limit, onTooMuch);
        output.thread.start();
        return output;
    }

    private void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!keep(buffer, n)) {
                    onTooMuch.run();
                    return;
                }
            }
        } catch (IOException e) {
            // The program was killed: what was read is what there is.
        }
    }

    private synchronized boolean keep(byte[] buffer, int length) {
        int kept = Math.min(length, limit - read.size());
        read.write(buffer, 0, kept);
        tooMuch = kept < length;
        return !tooMuch;
    }

    /** Waits for the end of what is printed; false when somebody holds it open for longer. */
    boolean join(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    synchronized boolean isTooMuch() {
        return tooMuch;
    }

    /** As UTF-8, whatever it is. */
    synchronized String text() {
        return read.toString(StandardCharsets.UTF_8);
    }
}
