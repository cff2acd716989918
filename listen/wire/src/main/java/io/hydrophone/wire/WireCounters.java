package io.hydrophone.wire;

/**
 * What the decoder has seen since it began; a snapshot.
 *
 * @param segments TCP segments of watched ports
 * @param ignored packets that were no TCP of a watched port, fragments among them
 * @param sessions connections to a server, whether met at their beginning or in the middle
 * @param midstreamSessions those whose beginning was not heard
 * @param midstreamCommands commands of those, in which user, database and what was agreed upon are known only as far as
 *     they showed
 * @param openSessions those open now
 * @param tlsSessions those that were encrypted, and so could not be heard, or no longer
 * @param xProtocolSessions those that spoke the X Protocol, which is not heard
 * @param decryptedSessions those that were encrypted and heard with a key log, be it in part
 * @param refusedSessions of {@code tlsSessions} those in which the key log's secret did not fit what was captured
 * @param compressedSessions those with the compressed protocol
 * @param streams connections on which a server sent its binary log or a copy of itself
 * @param unrecognised connections on a watched port with data that was no MySQL
 * @param logins logins that the server accepted
 * @param failedLogins logins that the server refused
 * @param gaps holes in a direction of a connection: bytes that were sent and not captured
 * @param lostBytes the bytes in those holes
 * @param unparsed MySQL packets that made no sense where they stood
 * @param lostCommands commands that ended as {@link Outcome#LOST}
 * @param evictedSessions connections forgotten to stay within the bound on memory
 * @param outOfOrder segments that came before their turn and were held
 * @param retransmitted segments, or parts of them, that had been seen before
 * @param sampledOutSessions connections that the sample leaves out, as far as that is known: those that began while
 *     listening, and those that were let go when the sample became coarser
 */
public record WireCounters(
        long segments,
        long ignored,
        long sessions,
        long midstreamSessions,
        long midstreamCommands,
        long openSessions,
        long tlsSessions,
        long xProtocolSessions,
        long decryptedSessions,
        long refusedSessions,
        long compressedSessions,
        long streams,
        long unrecognised,
        long logins,
        long failedLogins,
        long gaps,
        long lostBytes,
        long unparsed,
        long lostCommands,
        long evictedSessions,
        long outOfOrder,
        long retransmitted,
        long sampledOutSessions) {
    /** What two decoders that shared the work have seen. */
    public WireCounters plus(WireCounters more) {
        return new WireCounters(
                segments + more.segments,
                ignored + more.ignored,
                sessions + more.sessions,
                midstreamSessions + more.midstreamSessions,
                midstreamCommands + more.midstreamCommands,
                openSessions + more.openSessions,
                tlsSessions + more.tlsSessions,
                xProtocolSessions + more.xProtocolSessions,
                decryptedSessions + more.decryptedSessions,
                refusedSessions + more.refusedSessions,
                compressedSessions + more.compressedSessions,
                streams + more.streams,
                unrecognised + more.unrecognised,
                logins + more.logins,
                failedLogins + more.failedLogins,
                gaps + more.gaps,
                lostBytes + more.lostBytes,
                unparsed + more.unparsed,
                lostCommands + more.lostCommands,
                evictedSessions + more.evictedSessions,
                outOfOrder + more.outOfOrder,
                retransmitted + more.retransmitted,
                sampledOutSessions + more.sampledOutSessions);
    }
}
