package io.hydrophone.agent.forward;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A sink in the forwarder.
 *
 * @param name of its directory and in figures; lower case, digits and hyphens
 * @param directory of its queue; null to keep what waits in memory alone
 * @param retryCap the longest pause between two attempts
 */
public record SinkOptions(String name, Path directory, QueueLimits limits, Duration retryCap) {
    /** dd-agent's. */
    public static final Duration USUAL_RETRY_CAP = Duration.ofSeconds(90);
}
