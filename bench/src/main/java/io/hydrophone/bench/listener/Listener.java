package io.hydrophone.bench.listener;

import java.io.IOException;

/** A program that listens to a device while something is measured beside it. */
public interface Listener extends AutoCloseable {
    /** What it heard, by its own account. */
    record Heard(long packets, long drops) {}

    long pid();

    /** Ends it, after it had the time to read what the kernel still holds for it. */
    Heard stop() throws IOException, InterruptedException;

    @Override
    void close();

    /** Starts one and waits until it listens. */
    @FunctionalInterface
    interface Starter {
        Listener listen(String device) throws IOException, InterruptedException;
    }
}
