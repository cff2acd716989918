package io.hydrophone.probe.push;

import java.time.Duration;

/** Takes reports over and keeps them on the disk until a receiver has them, whichever kind of receiver that is. */
public interface Outbox extends AutoCloseable {
    /**
     * Begins to deliver; once.
     *
     * @param introduction told to receivers that want to know who delivers, or null for none
     */
    void deliver(Introduction introduction);

    /**
     * Takes a report over. Waits for no receiver and no fsync; a disk that does not take it is told, and it waits in memory then. For one thread, in the order of
     * the sequences.
     *
     * @throws IllegalArgumentException when the probe's name is too long
     */
    void push(SealedReport report);

    PushCounters counters();

    /** Waits until all is acknowledged, while a receiver takes reports and at most so long. Whether all is. */
    boolean awaitDelivery(Duration patience) throws InterruptedException;

    /** Ends the connections. What was not acknowledged stays on the disk for the next start. */
    @Override
    void close();
}
