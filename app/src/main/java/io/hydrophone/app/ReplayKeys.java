package io.hydrophone.app;

import io.hydrophone.traffic.replay.Replay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pauses, resumes and stops a replay: by letters on a terminal, each followed by Enter, or by a file that is there or not. */
final class ReplayKeys implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final Replay replay;
    private final Thread watcher;

    private ReplayKeys(Replay replay, Thread watcher) {
        this.replay = replay;
        this.watcher = watcher;
    }

    /**
     * Begins to listen.
     *
     * @param in the terminal; null for none
     * @param pauseFile while it exists, the replay pauses; null for none
     */
    static ReplayKeys of(Replay replay, InputStream in, Path pauseFile) {
        if (in != null) { // Reading cannot be broken off: the thread ends with the process.
            Thread.ofPlatform().daemon().name("replay-keys").start(() -> read(replay, in));
        }
        Thread watcher = pauseFile == null
                ? null
                : Thread.ofPlatform().daemon().name("replay-pause-file").start(() -> watch(replay, pauseFile));
        return new ReplayKeys(replay, watcher);
    }

    private static void read(Replay replay, InputStream in) {
        try {
            for (int key = in.read(); key >= 0; key = in.read()) {
                switch (key) {
                    case 'p' -> replay.pause();
                    case 'r' -> replay.resume();
                    case 'q' -> replay.stop();
                    default -> {}
                }
            }
        } catch (IOException e) {
            // The terminal is gone.
        }
    }

    private static void watch(Replay replay, Path file) {
        boolean was = false;
        try {
            while (true) {
                boolean is = Files.exists(file);
                if (is && !was) {
                    replay.pause();
                } else if (was && !is) {
                    replay.resume();
                }
                was = is;
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // Nothing is to be paused any more.
        }
    }

    /** The replay is over. */
    void end() {
        if (watcher != null) {
            watcher.interrupt();
        }
        replay.resume();
    }

    @Override
    public void close() {
        end();
    }
}
