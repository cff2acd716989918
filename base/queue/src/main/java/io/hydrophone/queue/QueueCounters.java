package io.hydrophone.queue;

/**
 * A queue at one moment. What was dropped and lost is counted since the directory was made, over restarts; the rest since it was
 * opened.
 *
 * @param records that wait, unacknowledged
 * @param bytes of all segments on the disk, headers and acknowledged records that share a segment with others included
 * @param appended put in since the queue was opened
 * @param droppedRecords that left unacknowledged because the queue was full
 * @param droppedBytes of those records, without headers
 * @param lostRecords that were damaged on the disk or whose segment is missing
 * @param tornBytes at the end of the last segment, found when the queue was opened: a write that a crash cut off
 * @param unsyncedRecords whose fsync failed: they are delivered, but a power failure before that takes them
 */
public record QueueCounters(
        long records,
        long bytes,
        long appended,
        long droppedRecords,
        long droppedBytes,
        long lostRecords,
        long tornBytes,
        long unsyncedRecords) {}
