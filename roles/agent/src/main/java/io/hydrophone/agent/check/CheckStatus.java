package io.hydrophone.agent.check;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ServiceCheck;
import java.time.Instant;
import java.util.List;

/**
 * How a check fares.
 *
 * @param runs that ended
 * @param failures of those
 * @param lastRun when the last one began; null before the first
 * @param lastNanos how long it took; −1 before the first
 * @param totalNanos how long all took
 * @param samples that the last one gave
 * @param overflow series of all runs that found no room
 * @param runningNanos how long the one that runs now has run; −1 when none does
 * @param problem why the last one failed; null when it did not
 * @param services that the last one told
 */
public record CheckStatus(
        CheckSettings settings,
        long runs,
        long failures,
        Instant lastRun,
        long lastNanos,
        long totalNanos,
        int samples,
        long overflow,
        long runningNanos,
        Problem problem,
        List<ServiceCheck> services) {}
