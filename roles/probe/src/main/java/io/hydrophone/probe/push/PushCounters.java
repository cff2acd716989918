package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.queue.QueueCounters;
import java.net.URI;
import java.util.Map;

/**
 * A pusher at one moment. Since its start, but for what the queue keeps over restarts.
 *
 * @param sent frames that were written, those again included
 * @param resent of them, reports that had been written before
 * @param acknowledged reports that a receiver has
 * @param dropped reports that left unacknowledged because neither queue nor memory had room, since the queue was made, or could not be kept
 * @param stray messages of receivers that acknowledge what was not sent, or that are none
 * @param refused connections and reports that a receiver refused, for a reason that it told
 * @param queue what waits on the disk
 * @param memoryReports that wait in memory because the disk did not take them
 * @param memoryBytes of those
 * @param reconnects connections after the first, by server
 * @param server the one that reports go to, or null when there is none
 * @param masterEpoch the highest that a server has told; −1 when none has
 * @param lastProblem the last that was told, or null
 */
public record PushCounters(
        long sent,
        long resent,
        long acknowledged,
        long dropped,
        long stray,
        long refused,
        QueueCounters queue,
        int memoryReports,
        long memoryBytes,
        Map<URI, Long> reconnects,
        URI server,
        long masterEpoch,
        Problem lastProblem) {}
