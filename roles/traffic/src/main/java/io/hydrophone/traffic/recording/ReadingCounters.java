package io.hydrophone.traffic.recording;

/**
 * What a reader has met so far.
 *
 * @param blocks with events that were read
 * @param damagedBlocks whose head could be relied on, and whose contents could not
 * @param skippedBytes in which there was no head of a block
 * @param tornBytes at the ends of files: a write that a crash cut off
 * @param missingBlocks that are not there, by the numbers of those that are; damaged ones and those in skipped bytes included
 * @param malformedBlocks whose events could not be read to the end
 */
public record ReadingCounters(
        long blocks, long damagedBlocks, long skippedBytes, long tornBytes, long missingBlocks, long malformedBlocks) {}
