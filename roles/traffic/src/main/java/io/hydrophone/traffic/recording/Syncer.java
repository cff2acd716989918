package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs an fsync of the file that is being written once a second, beside the thread that writes: a slow disk must not hold that up. */
final class Syncer implements AutoCloseable {
    private final Consumer<Problem> told;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("recording-sync").unstarted(this::run);
    private volatile RecordingFile file;

    Syncer(Consumer<Problem> told) {
        this.told = told;
    }

    void start() {
        thread.start();
    }

    /** The file to sync from now on, or null. */
    void follow(RecordingFile next) {
        file = next;
    }

    private void run() {
        try {
            while (!ending.await(1, TimeUnit.SECONDS)) {
                RecordingFile current = file;
                if (current != null) {
                    sync(current);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the syncer", e);
        }
    }

    void sync(RecordingFile current) {
        try {
            current.sync();
        } catch (IOException e) {
            told.accept(RecordingProblems.notSynced(current.path(), e));
        }
    }

    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It ends by itself.
        }
    }
}
