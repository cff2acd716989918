package io.hydrophone.wire.session;

import io.hydrophone.protocol.BinlogDump;
import io.hydrophone.protocol.BinlogEvent;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.Greeting;
import io.hydrophone.protocol.HandshakeResponse;
import io.hydrophone.protocol.ProxyHeader;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.RunningHandler;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionStart;
import io.hydrophone.wire.tcp.Addresses;
import io.hydrophone.wire.tcp.Conversation;
import io.hydrophone.wire.tcp.Flow;

/**
 * One connection to a server: who it is, what it has prepared, and which commands wait for their answers. {@link
 * Requests} reads the client's bytes, {@link Replies} the server's; here they meet.
 */
public final class Session implements Conversation {
    final SessionContext context;
    final Identity identity;
    final Pairing pairing;
    final StatementTable statements;

    private final long id;
    /** Until it is known whether a proxy speaks of the client before the client does. */
    private ProxyPrelude prelude;

    private final Requests requests;
    private final Replies replies;
    private boolean listening = true;
    private boolean recognised;
    /** Whether the handler was told that it began. */
    private boolean begun;
    /** MariaDB's own from bit 32 on. */
    private long serverCapabilities;
    /** What client and server agreed on, once the login was heard. */
    private long agreed;

    private int collation;
    private boolean compressed;
    /** Whether the login was not heard. */
    private boolean capabilitiesUnknown = true;
    /** Counts what the server sends by itself; null in a conversation of commands and answers. */
    private Stream stream;
    /** What takes the bytes before packets can be read, the outermost; null where packets lie bare. */
    private Layer layer;
    /** Takes frames apart since the login, or since it was seen that there are frames; null where there are none. */
    private Compression compression;
    /** Decrypts since the request for TLS; null where that was not asked for, or is not possible. */
    private Encryption encryption;

    private Session(SessionContext context, Flow flow, boolean beginning) {
        this.context = context;
        id = context.nextSession();
        identity = new Identity(context.keys, flow);
        pairing = new Pairing(this, id, beginning);
        statements = new StatementTable(context.pool);
        prelude = beginning ? new ProxyPrelude() : null;
        requests = new Requests(this, beginning);
        replies = new Replies(this, beginning);
        if (context.passesOver(identity.client(), identity.clientPort())) {
            listening = false;
        } else if (!beginning) {
            if (context.auto && !context.isServer(identity.instance())) {
                listening = false;
            } else {
                context.counters.midstream++;
                recognise();
            }
        }
    }

    /** Opens sessions for the reassembler. */
    public static Conversation.Factory factory(SessionContext context) {
        return (flow, beginning) -> new Session(context, flow, beginning);
    }

    @Override
    public void client(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        if (prelude != null) {
            prelude(data, offset, length, nanos, acknowledgement);
        } else if (layer == null) {
            requests.bytes(data, offset, length, nanos, acknowledgement);
        } else {
            layer.client(data, offset, length, nanos, acknowledgement);
        }
        pairing.heardAt(nanos);
    }

    private void prelude(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        prelude.take(data, offset, length);
        if (prelude.decided()) {
            ProxyHeader header = prelude.header();
            byte[] said = prelude.bytes();
            prelude = null;
            int own = 0;
            if (header != null) {
                own = header.length();
                if (header.client() != null) {
                    identity.proxied(Addresses.text(header.client()), header.clientPort());
                }
            }
            if (said.length > own) {
                requests.bytes(said, own, said.length - own, nanos, acknowledgement);
            }
        }
    }

    @Override
    public void server(byte[] data, int offset, int length, long nanos, int sequence) {
        if (layer == null) {
            replies.packets().bytes(data, offset, length, nanos, sequence);
        } else {
            layer.server(data, offset, length, nanos, sequence);
        }
        pairing.heardAt(nanos);
    }

    @Override
    public void clientGap(long bytes, long nanos) {
        prelude = null;
        if (layer != null) {
            layer.clientGap(bytes, nanos);
            commandsLost();
        } else if (requests.gap(bytes)) {
            commandsLost();
        }
    }

    /** Whole commands may be missing. */
    void commandsLost() {
        pairing.commandsLost();
        statements.forgetTypes();
    }

    @Override
    public void serverGap(long bytes, long nanos) {
        if (layer == null) {
            replies.packets().gap(bytes, nanos);
        } else {
            layer.serverGap(bytes, nanos);
        }
    }

    @Override
    public void close(long nanos) {
        boolean heard = listening && !pairing.continuity().missed();
        over(nanos, heard ? SessionEnd.CLOSED : SessionEnd.UNHEARD);
    }

    @Override
    public void breakOff(long nanos) {
        over(nanos, SessionEnd.UNHEARD);
    }

    private void over(long nanos, SessionEnd how) {
        if (stream != null) {
            stream.close();
        }
        end(Outcome.ABORTED, nanos, how);
    }

    @Override
    public void end(long nanos) {
        end(Outcome.UNFINISHED, nanos, listening ? SessionEnd.CAPTURE_ENDED : SessionEnd.UNHEARD);
    }

    private void end(Outcome outcome, long nanos, SessionEnd how) {
        unheard();
        pairing.finishAll(outcome, nanos);
        release();
        tellEnd(nanos, how);
    }

    @Override
    public void forget() {
        pairing.forget();
        stop();
        tellEnd(pairing.lastNanos(), SessionEnd.LEFT_OUT);
    }

    private void tellEnd(long nanos, SessionEnd how) {
        if (recognised) {
            context.handler.sessionEnded(id, nanos, how);
        }
    }

    @Override
    public boolean listening() {
        return listening;
    }

    /** Shows the commands that wait for their answer. */
    public void running(RunningHandler handler) {
        pairing.running(handler);
    }

    // --- who it is ---

    void greeted(Greeting greeting) {
        serverCapabilities = (greeting.capabilities() & 0xffff_ffffL) | (long) greeting.extendedCapabilities() << 32;
        context.addServer(identity.instance(), greeting.product());
        recognise();
    }

    /** The server refused before it greeted: too many connections, host blocked. */
    void refused() {
        recognise();
        context.counters.failedLogins++;
    }

    /** The server speaks the X Protocol. */
    void xProtocol() {
        recognise();
        context.counters.xProtocol++;
        stop();
    }

    void recognise() {
        if (!recognised) {
            recognised = true;
            context.counters.sessions++;
        }
    }

    void unrecognised() {
        if (!context.auto) {
            context.counters.unrecognised++;
        }
        stop();
    }

    void login(HandshakeResponse response) {
        identity.loginAs(response.user(), response.database());
        agreed = serverCapabilities & response.capabilities();
        collation = response.collation();
        replies.learn(agreed);
        requests.queryAttributes((agreed & Capability.QUERY_ATTRIBUTES) != 0);
        capabilitiesUnknown = false;
        compressed = (agreed & (Capability.COMPRESS | Capability.ZSTD_COMPRESSION)) != 0;
    }

    void loggedIn(boolean accepted, long nanos) {
        if (!accepted) {
            context.counters.failedLogins++;
            return;
        }
        context.counters.logins++;
        pairing.continuity().loggedIn();
        requests.loggedIn();
        identity.loggedIn();
        begin(nanos);
        if (compressed) {
            compress(false);
        }
    }

    /** Tells once that the session is there. */
    void begin(long nanos) {
        if (!begun) {
            begun = true;
            context.handler.sessionBegan(new SessionStart(
                    id, nanos, identity.key(), identity.clientPort(), collation, agreed, capabilitiesUnknown));
        }
    }

    /** A piece of the file that the server asked for. */
    void uploaded(byte[] data, int offset, int length) {
        context.handler.uploaded(pairing.pending().first(), data, offset, length);
    }

    /** From the next byte on, both sides send compressed frames. */
    private void compress(boolean middle) {
        context.counters.compressed++;
        compression = new Compression(this, requests, replies, middle, encryption != null);
        if (encryption == null) {
            layer = compression;
        } else {
            encryption.compress(compression);
        }
    }

    boolean compressed() {
        return compression != null;
    }

    /** Whether it is not known that the session is not compressed. */
    boolean mayHaveFrames() {
        return compression == null && capabilitiesUnknown;
    }

    /** What the client says reads like frames, in a session met in the middle. */
    void framesMet(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        compress(true);
        compression.client(data, offset, length, nanos, acknowledgement);
    }

    /** What the server says reads like frames, in a session met in the middle: which answer it is cannot be told. */
    void framesAnswered(long nanos) {
        pairing.loseReplies(nanos);
        requests.gap(Long.MAX_VALUE); // whose frames were read as packets
        compress(true);
    }

    /** Parts of the login were not captured; what follows may be commands. */
    void loginLost() {
        recognise();
        requests.loginLost();
        if (compressed && compression == null) {
            compress(true); // agreed on before the loss
        }
    }

    /**
     * The client asks to go on in TLS.
     *
     * @return whether that can be followed
     */
    boolean encrypts() {
        if (context.keyLog == null) {
            encrypted();
            return false;
        }
        encryption = new Encryption(this, requests, replies);
        layer = encryption;
        return true;
    }

    /** What is said from here on cannot be understood. */
    void encrypted() {
        if (encryption == null) {
            countEncrypted();
            stop();
        }
    }

    /** A session that was decrypted, or was to be, can no longer be. */
    void hushed(long nanos) {
        countEncrypted();
        pairing.finishAll(Outcome.LOST, nanos);
        stop();
    }

    /** At its end: counts a session in which nothing came to be decrypted. */
    private void unheard() {
        if (listening && encryption != null && !encryption.heard()) {
            countEncrypted();
        }
    }

    private void countEncrypted() {
        context.counters.tls++;
        context.addEncrypted(identity.client(), identity.instance());
    }

    /** Takes user and database from elsewhere, if the login was not heard. */
    public void name(SessionNames names) {
        if (capabilitiesUnknown && listening) {
            identity.name(names);
        }
    }

    void stop() {
        listening = false;
        release();
    }

    private void release() {
        requests.release();
        replies.packets().release();
        if (layer != null) {
            layer.release();
        }
        statements.clear();
        pairing.release();
    }

    boolean loginUnheard() {
        return capabilitiesUnknown;
    }

    // --- commands and answers ---

    /**
     * What the server sends from now on is a stream of its own: a replica reads the binary log, or a clone.
     *
     * @param length bytes of its first packet
     */
    void streaming(Exchange exchange, int length, long nanos) {
        BinlogDump dump =
                exchange.truncated || exchange.damaged ? null : BinlogDump.parse(exchange.payload, exchange.length);
        stream(Stream.kindOf(exchange.command), dump, nanos);
        stream.add(length);
    }

    /** Whether a server that was asked nothing, as far as was heard, sends its binary log. */
    boolean streamMet(byte[] data, int offset, int length, long nanos) {
        if (pairing.asked() || !capabilitiesUnknown || !BinlogEvent.begins(data, offset, length)) {
            return false;
        }
        stream(DataStream.Kind.REPLICATION, null, nanos);
        stream.add(length);
        return true;
    }

    private void stream(DataStream.Kind kind, BinlogDump dump, long nanos) {
        stream = new Stream(kind, identity, dump, nanos);
        if (layer != null) {
            layer.release();
        }
        layer = stream;
        context.streams.add(stream);
        context.counters.streams++;
    }

    /** Whether bytes are still read as commands and answers. */
    boolean decoding() {
        return listening && stream == null;
    }

    /** Whether the command's answer is a conversation in which the client sends packets too. */
    boolean inDialogue() {
        Exchange first = pairing.pending().first();
        return first != null && (replies.takesFile() || first.command.reply() == Command.Reply.LOGIN);
    }

    Replies replies() {
        return replies;
    }
}
