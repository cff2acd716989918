package io.hydrophone.agent.forward;

import io.hydrophone.core.Problem;
import java.util.Map;

/**
 * A sink's queue at one moment.
 *
 * @param signals that wait
 * @param bytes that they take on the disk
 * @param memoryBytes that they take in memory, where a power failure takes them
 * @param chapters that they are in
 * @param oldest when the oldest chapter that waits was begun to wait; microseconds since 1970, −1 when none waits
 * @param dropped since the directory was made
 * @param diskProblem why the disk takes nothing, so that what waits is in memory; null while it does
 */
public record QueueFigures(
        long signals,
        long bytes,
        long memoryBytes,
        int chapters,
        long oldest,
        Map<DropReason, Long> dropped,
        Problem diskProblem) {}
