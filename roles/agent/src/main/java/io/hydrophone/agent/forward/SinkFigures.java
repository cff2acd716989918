package io.hydrophone.agent.forward;

import io.hydrophone.core.Problem;

/**
 * A sink at one moment.
 *
 * @param delivered signals that it took, since the agent began
 * @param merged points that were left out because another has the same series and time
 * @param batches that it took
 * @param failures attempts since one succeeded last
 * @param retried attempts that failed
 * @param bytesSent to it, without what protocols below put around them
 * @param bytesReceived from it, likewise
 * @param lastDelivered when, in microseconds since 1970; −1 for never
 * @param lastProblem null for none
 */
public record SinkFigures(
        String name,
        QueueFigures queue,
        long delivered,
        long merged,
        long batches,
        int failures,
        long retried,
        long bytesSent,
        long bytesReceived,
        long lastDelivered,
        Problem lastProblem) {
    /** In a word: {@code ok}; {@code failing} when the last attempt was; {@code degraded} when the disk takes nothing for it. */
    public String state() {
        return failures > 0 ? "failing" : queue.diskProblem() != null ? "degraded" : "ok";
    }
}
