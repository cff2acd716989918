package io.hydrophone.wire;

import io.hydrophone.wire.session.Session;
import io.hydrophone.wire.session.SessionContext;
import io.hydrophone.wire.session.SessionCounters;
import io.hydrophone.wire.session.SessionFilter;
import io.hydrophone.wire.session.SessionNames;
import io.hydrophone.wire.session.Streams;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tcp.BufferPool;
import io.hydrophone.wire.tcp.FrameDecoder;
import io.hydrophone.wire.tcp.Segment;
import io.hydrophone.wire.tcp.TcpCounters;
import io.hydrophone.wire.tcp.TcpReassembler;
import java.util.List;

/**
 * From packets to queries: finds TCP segments, puts each connection's bytes in order, reads MySQL's protocol. Works on
 * the thread that calls it; in a steady state it allocates nothing.
 */
public final class TrafficDecoder implements PacketHandler {
    /** Of names (server, client, user, database): for each session that may be open, and as many that are over. */
    private static final int KEYS_A_SESSION = 2;

    private static final int MAX_KEYS = 100_000;

    private final FrameDecoder frames = new FrameDecoder();
    private final Segment segment = new Segment();
    private final TcpCounters tcpCounters = new TcpCounters();
    private final SessionCounters sessionCounters = new SessionCounters();
    private final Streams streams = new Streams();
    private final SessionContext context;
    private final TcpReassembler tcp;
    private long ignored;
    private long lastNanos;

    public TrafficDecoder(DecoderOptions options, QueryHandler handler) {
        BufferPool pool = new BufferPool(options.maxBufferBytes());
        SessionKeys keys = new SessionKeys(Math.min(KEYS_A_SESSION * options.maxSessions(), MAX_KEYS));
        context = new SessionContext(handler, keys, pool, sessionCounters, streams, options);
        tcp = new TcpReassembler(options.ports(), options.maxSessions(), pool, tcpCounters, Session.factory(context));
        tcp.sample(options.sample());
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        lastNanos = nanos;
        segment.at(nanos);
        if (frames.decode(link, data, offset, captured, length, segment)) {
            tcp.segment(segment);
        } else {
            ignored++;
        }
    }

    @Override
    public void tick(long nanos) {
        lastNanos = Math.max(lastNanos, nanos);
        tcp.tick(nanos);
    }

    @Override
    public void end() {
        tcp.end(lastNanos);
    }

    /**
     * Hears this part of the connections from now on; on the thread that delivers packets. Those that a coarser sample
     * leaves out end without a word: what they have asked and not been answered is handed on to nobody. Those that a
     * finer one takes in are met in the middle.
     */
    public void sample(SampleRatio ratio) {
        tcp.sample(ratio);
    }

    /** The commands that are not answered yet; on the thread that delivers packets. */
    public void running(RunningHandler handler) {
        tcp.forEachOpen(conversation -> ((Session) conversation).running(handler));
    }

    /** Connections on which servers stream: at most 1,024; on the thread that delivers packets. */
    public List<DataStream> streams() {
        return streams.seen();
    }

    /** Gives names to sessions whose login was not heard; on the thread that delivers packets. */
    public void name(SessionNames names) {
        tcp.forEachOpen(conversation -> ((Session) conversation).name(names));
    }

    /** Has no ear for new connections of these clients; on the thread that delivers packets. */
    public void passOver(SessionFilter filter) {
        context.passOver(filter);
    }

    /** Who was not heard because of encryption; on the thread that delivers packets. */
    public EncryptedSessions encrypted() {
        return context.encrypted();
    }

    /** What was seen so far; on the thread that delivers packets. */
    public WireCounters counters() {
        return new WireCounters(
                tcpCounters.segments,
                ignored + tcpCounters.ignored,
                sessionCounters.sessions,
                sessionCounters.midstream,
                sessionCounters.midstreamCommands,
                tcpCounters.open,
                sessionCounters.tls,
                sessionCounters.xProtocol,
                sessionCounters.decrypted,
                sessionCounters.tlsRefused,
                sessionCounters.compressed,
                sessionCounters.streams,
                sessionCounters.unrecognised,
                sessionCounters.logins,
                sessionCounters.failedLogins,
                tcpCounters.gaps,
                tcpCounters.lostBytes,
                sessionCounters.unparsed,
                sessionCounters.lostCommands,
                tcpCounters.evicted,
                tcpCounters.outOfOrder,
                tcpCounters.retransmitted,
                tcpCounters.sampledOut);
    }
}
