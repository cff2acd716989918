package io.hydrophone.probe;

import io.hydrophone.core.LatencyDistribution;

/**
 * The load over some seconds.
 *
 * @param seconds over how many; 0 when nothing is known yet
 * @param queries statements that ended
 * @param errors those of them that the server answered with an error
 * @param rows sent and affected
 * @param total their durations, to the last packet of the answer
 */
public record Pulse(int seconds, long queries, long errors, long rows, LatencyDistribution total) {
    public double queriesPerSecond() {
        return seconds == 0 ? 0 : (double) queries / seconds;
    }

    public double errorsPerSecond() {
        return seconds == 0 ? 0 : (double) errors / seconds;
    }
}
