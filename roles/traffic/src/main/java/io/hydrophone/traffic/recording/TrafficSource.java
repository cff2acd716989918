package io.hydrophone.traffic.recording;

import java.time.Duration;

/** Where recorded events come from: files, a broker, a capture. For one thread. */
public interface TrafficSource extends AutoCloseable {
    /**
     * The next event, in the order in which they were captured.
     *
     * @param patience how long to wait for one that may still come
     * @return null when there is none in time, or none any more: see {@link #isOver}
     */
    TrafficEvent next(Duration patience) throws InterruptedException;

    /** Whether no event can come any more. */
    boolean isOver();

    /**
     * How many events were given so far. Whoever has dealt with all of them says so by {@link #acknowledge}.
     *
     * @return from 0
     */
    long position();

    /** The first events, as many as that, are dealt with: a broker need not deliver them again. Of files it means nothing. */
    default void acknowledge(long position) {}

    /** Goes to the first event of a time or of a later one, as far as the source can. To be called before anything is read. */
    default void seek(long nanos) {}

    /** The latest time of an event that is there now, for those who tell how far they are; −1 unknown. */
    default long lastNanos() {
        return -1;
    }

    @Override
    void close();
}
