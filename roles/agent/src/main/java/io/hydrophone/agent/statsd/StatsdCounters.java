package io.hydrophone.agent.statsd;

/**
 * What came, since the agent began.
 *
 * @param samples values, of which a line may have several
 * @param malformed lines that are none
 * @param evicted values of series for which there was no room, and events beyond what may wait
 * @param kernelDropped datagrams that came while the socket's buffer was full; −1 where the system does not tell
 * @param series that are known now
 * @param notForwarded signals that the forwarder did not take
 */
public record StatsdCounters(
        long datagrams,
        long samples,
        long events,
        long checks,
        long malformed,
        long evicted,
        long kernelDropped,
        int series,
        long notForwarded) {}
