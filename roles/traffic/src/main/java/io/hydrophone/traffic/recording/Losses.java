package io.hydrophone.traffic.recording;

/**
 * What is missing, counted since the recording began; −1 where the teller does not know. Of several, the last that knows a figure counts.
 *
 * @param kernelDrops packets that the kernel dropped
 * @param gaps holes in a direction of a connection
 * @param lostCommands commands whose bytes or answers were not captured
 * @param evictedSessions sessions forgotten to stay within the bounds on memory
 * @param encryptedSessions sessions that could not be heard
 * @param unparsed packets that made no sense where they stood
 * @param sampledOutSessions sessions that a sample left out
 * @param queueFull events of this recording that were dropped because what writes them was too slow, or its disk was full
 */
public record Losses(
        long nanos,
        long kernelDrops,
        long gaps,
        long lostCommands,
        long evictedSessions,
        long encryptedSessions,
        long unparsed,
        long sampledOutSessions,
        long queueFull)
        implements TrafficEvent {
    /** The same, told at another time. */
    public Losses at(long other) {
        return new Losses(
                other,
                kernelDrops,
                gaps,
                lostCommands,
                evictedSessions,
                encryptedSessions,
                unparsed,
                sampledOutSessions,
                queueFull);
    }

    /** Those of a queue that tells of nothing else. */
    static Losses ofQueue(long nanos, long queueFull) {
        return new Losses(nanos, -1, -1, -1, -1, -1, -1, -1, queueFull);
    }
}
