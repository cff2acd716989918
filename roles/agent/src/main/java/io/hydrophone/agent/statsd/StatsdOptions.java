package io.hydrophone.agent.statsd;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How samples are taken and told.
 *
 * @param host to listen to over UDP; null for not over UDP
 * @param port 0 for a free one
 * @param socket a Unix datagram socket to listen to; null for none
 * @param flush between two flushes
 * @param namespace before each name, with a point; empty for none
 * @param gaugeDeltas whether a gauge's value with a minus is a change, as in StatsD, and not a value below 0, as for dd-agent
 * @param countsAsRates whether counters are told as so much a second, as dd-agent does
 * @param maxSeries that are known at a time
 */
public record StatsdOptions(
        String host,
        int port,
        Path socket,
        Duration flush,
        String namespace,
        boolean gaugeDeltas,
        boolean countsAsRates,
        int maxSeries) {
    public static final int USUAL_PORT = 8125;
    public static final Duration USUAL_FLUSH = Duration.ofSeconds(10);
    public static final int USUAL_MAX_SERIES = 100_000;

    /** On 127.0.0.1, and as dd-agent does everything else. */
    public static StatsdOptions local(int port) {
        return new StatsdOptions("127.0.0.1", port, null, USUAL_FLUSH, "", false, true, USUAL_MAX_SERIES);
    }
}
