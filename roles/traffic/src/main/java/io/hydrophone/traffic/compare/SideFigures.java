package io.hydrophone.traffic.compare;

import io.hydrophone.core.LatencyDistribution;

/**
 * What one side answered to a statement. Of paired commands both sides have the same ones.
 *
 * @param count commands that were answered
 * @param errors those of them that failed
 * @param total time from the command's last byte to the answer's last packet; of pairs only where both sides succeeded
 * @param rows of all results; −1 when none is known
 * @param affected rows; −1 when none is known
 * @param bytes of the answers on the wire; −1 when none is known
 */
public record SideFigures(long count, long errors, LatencyDistribution total, long rows, long affected, long bytes) {}
