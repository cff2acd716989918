package io.hydrophone.traffic.mrte;

/**
 * What became of sessions and commands on their way into MRTE's layout.
 *
 * @param packets MySQL packets in messages, those of our own making included
 * @param skippedSessions whose client has no IPv4 address, or none that is known: the layout has no room for another
 * @param skippedCommands of those sessions, and of sessions whose beginning was dropped
 * @param truncatedCommands of which only a prefix was captured
 * @param uploads pieces of files for LOAD DATA LOCAL, which no player takes
 */
public record MrteCounters(
        long packets, long skippedSessions, long skippedCommands, long truncatedCommands, long uploads) {
    MrteCounters withUploads(long count) {
        return new MrteCounters(packets, skippedSessions, skippedCommands, truncatedCommands, count);
    }
}
