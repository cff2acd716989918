package io.hydrophone.traffic.broker;

/**
 * What a source has met so far.
 *
 * @param blocks whose events were given
 * @param foreignMessages that are no block of a recording, or one of another version
 * @param damagedMessages whose checksum or contents are wrong
 * @param lockedMessages encrypted with a key that was not given
 * @param duplicateMessages that came before
 * @param missingBlocks by the numbers of those that came
 * @param reconnects to the broker after the first time
 */
public record SourceCounters(
        long blocks,
        long foreignMessages,
        long damagedMessages,
        long lockedMessages,
        long duplicateMessages,
        long missingBlocks,
        long reconnects) {}
