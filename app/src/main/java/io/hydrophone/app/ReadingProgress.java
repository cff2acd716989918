package io.hydrophone.app;

import io.hydrophone.digest.input.DigestInput;
import java.io.File;
import java.util.List;

/** How far reading has come, on a terminal's standard error, while large files are read. */
final class ReadingProgress {
    private static final long WORTH_SHOWING_BYTES = 256L << 20;
    private static final long EVERY_MILLIS = 250;

    private final Thread shower;

    private ReadingProgress(Thread shower) {
        this.shower = shower;
    }

    /** Shows nothing for small files, for pipes, and when no one is looking. */
    static ReadingProgress of(List<String> files, DigestInput input) {
        long total = 0;
        for (String file : files) {
            total += new File(file).length();
        }
        if (total < WORTH_SHOWING_BYTES || !Terminal.present()) {
            return new ReadingProgress(null);
        }
        long size = total;
        Thread shower = new Thread(() -> show(input, size), "progress");
        shower.setDaemon(true);
        shower.start();
        return new ReadingProgress(shower);
    }

    private static void show(DigestInput input, long size) {
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                long read = input.bytesRead();
                System.err.print(
                        "\r" + (read >> 20) + " of " + (size >> 20) + " MiB, " + 100 * read / size + "% \u001b[K");
            }
        } catch (InterruptedException e) {
            System.err.print("\r\u001b[K");
        }
    }

    /** Takes the line away. */
    void end() {
        if (shower != null) {
            shower.interrupt();
            try {
                shower.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
