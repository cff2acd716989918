package io.hydrophone.traffic.recording;

/** Where a recording goes to: files or a broker. Whoever hands on events never waits for it. */
public interface TrafficTarget extends TrafficSink, AutoCloseable {
    TargetCounters counters();

    /** Hands over what there is, as far as that can be done in a few seconds; the rest is dropped and counted. */
    @Override
    void close();

    /**
     * What became of the events since the beginning.
     *
     * @param events taken, without those dropped
     * @param droppedEvents that found no room
     * @param storedBytes written or published
     * @param waiting blocks or messages that are not yet in a file or confirmed by the broker, now
     * @param errors attempts to write or publish that failed
     */
    record TargetCounters(long events, long droppedEvents, long storedBytes, long waiting, long errors) {}
}
