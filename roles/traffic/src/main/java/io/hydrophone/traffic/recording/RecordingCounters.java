package io.hydrophone.traffic.recording;

/**
 * What a writer has done since it was opened.
 *
 * @param events given to it, without those dropped
 * @param droppedEvents that found no room: the disk was too slow or full
 * @param blocks in files
 * @param contentBytes of those before compression
 * @param storedBytes of all files, heads and indexes included
 * @param files begun
 * @param waitingBlocks full and not yet in a file, now
 */
public record RecordingCounters(
        long events,
        long droppedEvents,
        long blocks,
        long contentBytes,
        long storedBytes,
        long files,
        int waitingBlocks) {}
