package io.hydrophone.wire.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.BinaryParameters;
import io.hydrophone.protocol.BinlogDump;
import io.hydrophone.protocol.BinlogEvent;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.Greeting;
import io.hydrophone.protocol.HandshakeResponse;
import io.hydrophone.protocol.ProxyHeader;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.RunningHandler;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.SessionKeys;
import io.hydrophone.wire.tcp.Addresses;
import io.hydrophone.wire.tcp.Conversation;
import io.hydrophone.wire.tcp.Flow;

/**
 * One connection to a server: who it is, what it has prepared, and which commands wait for their answers. {@link
 * Requests} reads the client's bytes, {@link Replies} the server's; here they meet.
 *
 * <p>A request is paired with its reply by order, and only while every byte between them was heard. After a loss, a
 * request is paired again only when the reply begins at exactly the byte that the client expected next when it asked
 * (the acknowledgement number of the request's segment): a client that waits for its answers has read all that came
 * before. A client that does not wait (pipelining) is believed again only after a silence.
 */
public final class Session implements Conversation {
    /** Quiet time after which no answer to a pipelined command is expected any more. */
    private static final long SILENCE_NANOS = 2_000_000_000L;

    /** The statement id −1: the statement prepared last, in MariaDB's protocol. */
    static final long LAST_PREPARED = 0xffff_ffffL;

    final SessionContext context;
    final PendingExchanges pending;
    final StatementTable statements;
    final Continuity continuity;
    /** The last statement prepared, which MariaDB clients may name by the id −1. */
    HeardStatement lastPrepared;

    private final long id;
    private int clientPort;
    private String client;
    private final String instance;
    /** Until it is known whether a proxy speaks of the client before the client does. */
    private ProxyPrelude prelude;

    private final Requests requests;
    private final Replies replies;
    private String user = "";
    private String database = "";
    private SessionKey key;
    private boolean listening = true;
    private boolean recognised;
    /** Whether the client was heard to send commands ahead of answers. */
    private boolean sendsAhead;
    /** Whether such a client's bytes, or their answers, were lost, and no silence has come since. */
    private boolean pipelined;

    private long lastNanos;
    private int serverCapabilities;
    private boolean compressed;
    /** Whether the login was not heard. */
    private boolean capabilitiesUnknown = true;
    /** Whether any command was heard. */
    private boolean asked;
    /** Counts what the server sends by itself; null in a conversation of commands and answers. */
    private Stream stream;
    /** What takes the bytes apart before packets can be read, the outermost; null where packets lie bare. */
    private Layer layer;
    /** Takes frames apart since the login, or since it was seen that there are frames; null where there are none. */
    private Compression compression;
    /** Decrypts since the request for TLS; null where that was not asked for, or is not possible. */
    private Encryption encryption;

    private Session(SessionContext context, Flow flow, boolean beginning) {
        this.context = context;
        pending = new PendingExchanges(context.pool);
        statements = new StatementTable(context.pool);
        id = context.nextSession();
        clientPort = flow.clientPort();
        client = flow.clientAddress();
        instance = Addresses.endpoint(flow.serverAddress(), flow.serverPort());
        key = context.keys.intern(instance, client, user, database);
        prelude = beginning ? new ProxyPrelude() : null;
        continuity = new Continuity(beginning);
        requests = new Requests(this, beginning);
        replies = new Replies(this, beginning);
        if (context.passesOver(client, clientPort)) {
            listening = false;
        } else if (!beginning) {
            if (context.auto && !context.isServer(instance)) {
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
        if (stream != null) {
            stream.add(length);
        } else if (prelude != null) {
            prelude(data, offset, length, nanos, acknowledgement);
        } else if (layer == null) {
            requests.bytes(data, offset, length, nanos, acknowledgement);
        } else {
            layer.client(data, offset, length, nanos, acknowledgement);
        }
        lastNanos = nanos;
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
                    client = Addresses.text(header.client());
                    clientPort = header.clientPort();
                    rename();
                }
            }
            if (said.length > own) {
                requests.bytes(said, own, said.length - own, nanos, acknowledgement);
            }
        }
    }

    @Override
    public void server(byte[] data, int offset, int length, long nanos, int sequence) {
        if (stream == null) {
            answer(data, offset, length, nanos, sequence);
        }
        if (stream != null) {
            stream.add(length);
        }
        lastNanos = nanos;
    }

    private void answer(byte[] data, int offset, int length, long nanos, int sequence) {
        if (layer == null) {
            replies.packets().bytes(data, offset, length, nanos, sequence);
        } else {
            layer.server(data, offset, length, nanos, sequence);
        }
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

    /** Whole commands may be missing: those that wait were then asked ahead of their answers. */
    void commandsLost() {
        pipelined |= sendsAhead || pending.size() > 0;
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
        boolean heard = listening && !continuity.missed();
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
        finishAll(outcome, nanos);
        release();
        tellEnd(nanos, how);
    }

    @Override
    public void forget() {
        while (pending.size() > 0) {
            recycle(pending.removeFirst());
        }
        stop();
        tellEnd(lastNanos, SessionEnd.LEFT_OUT);
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
        for (int i = 0; i < pending.size(); i++) {
            handler.running(pending.get(i));
        }
    }

    // --- who it is ---

    void greeted(Greeting greeting) {
        serverCapabilities = greeting.capabilities();
        context.addServer(instance, greeting.product());
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
        user = SessionKeys.bounded(response.user());
        database = SessionKeys.bounded(response.database());
        int common = serverCapabilities & response.capabilities();
        replies.learn(common);
        requests.queryAttributes((common & Capability.QUERY_ATTRIBUTES) != 0);
        capabilitiesUnknown = false;
        compressed = (common & (Capability.COMPRESS | Capability.ZSTD_COMPRESSION)) != 0;
    }

    void loggedIn(boolean accepted) {
        if (!accepted) {
            context.counters.failedLogins++;
            return;
        }
        context.counters.logins++;
        continuity.loggedIn();
        requests.loggedIn();
        rename();
        if (compressed) {
            compress(false);
        }
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
        loseReplies(nanos);
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
        finishAll(Outcome.LOST, nanos);
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
        context.addEncrypted(client, instance);
    }

    void database(String name) {
        database = SessionKeys.bounded(name);
        rename();
    }

    void changedUser(String name, String schema) {
        user = SessionKeys.bounded(name);
        database = SessionKeys.bounded(schema);
        statements.clear();
        rename();
    }

    /**
     * Takes user and database from elsewhere, if the login was not heard and nothing has told the user since. A database
     * that was heard of is newer than any list.
     */
    public void name(SessionNames names) {
        if (!capabilitiesUnknown || !user.isEmpty() || !listening) {
            return;
        }
        SessionNames.Name name = names.find(client, clientPort, instance);
        if (name != null) {
            user = name.user();
            if (database.isEmpty()) {
                database = name.database();
            }
            rename();
        }
    }

    private void rename() {
        key = context.keys.intern(instance, client, user, database);
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
        pending.release();
    }

    // --- commands and answers ---

    /** A new exchange for the command that begins now. */
    Exchange begin(long nanos) {
        Exchange exchange = pending.reuse();
        if (exchange == null) {
            exchange = new Exchange(id, clientPort);
        }
        exchange.begin(key, capabilitiesUnknown, nanos);
        continuity.begin(exchange);
        asked = true;
        return exchange;
    }

    /** The command was heard to its end and will be answered. */
    void ask(Exchange exchange) {
        if (exchange.isAhead()
                && pending.size() == 0
                && (exchange.anchored || !replies.packets().aligned())) {
            drop(exchange, exchange.askedNanos); // the answer to what was sent before it comes first
            return;
        }
        if (replies.packets().aligned() && !exchange.anchored) {
            await(exchange);
            return;
        }
        if (pipelined && exchange.askedNanos - lastNanos < SILENCE_NANOS) {
            drop(exchange, exchange.askedNanos);
            return;
        }
        pipelined = false;
        Exchange last = pending.last();
        if (!replies.packets().aligned() && last != null && last.acknowledgement != exchange.acknowledgement) {
            finishAll(Outcome.LOST, exchange.askedNanos); // the client went on: their answers came and were not heard
        }
        exchange.anchored = true;
        await(exchange);
    }

    private void await(Exchange exchange) {
        if (pending.isFull()) {
            loseReplies(exchange.askedNanos);
            drop(exchange, exchange.askedNanos);
        } else {
            sendsAhead |= pending.size() > 0 && !exchange.isAhead();
            pending.add(exchange);
        }
    }

    private void drop(Exchange exchange, long nanos) {
        exchange.outcome = Outcome.LOST;
        emit(exchange, nanos);
    }

    /** The answers can no longer be told apart: what waits for one has lost it. */
    void loseReplies(long nanos) {
        pipelined |= sendsAhead || pending.size() > 1;
        replies.packets().unalign();
        finishAll(Outcome.LOST, nanos);
    }

    void loseFirst(long nanos) {
        drop(pending.removeFirst(), nanos);
    }

    private void finishAll(Outcome outcome, long nanos) {
        while (pending.size() > 0) {
            Exchange exchange = pending.removeFirst();
            exchange.outcome = outcome;
            emit(exchange, nanos);
        }
    }

    /** Hands the exchange on and takes it back for the next command. */
    void emit(Exchange exchange, long nanos) {
        if (exchange.damaged) {
            exchange.outcome = Outcome.LOST;
        }
        if (exchange.outcome == Outcome.LOST) {
            context.counters.lostCommands++;
        }
        if (exchange.midstream) {
            context.counters.midstreamCommands++;
        }
        exchange.endNanos = nanos;
        continuity.handOn(exchange, context.handler);
        recycle(exchange);
    }

    /** Takes an exchange back for the next command. */
    void recycle(Exchange exchange) {
        boolean enough = pending.hasSpare();
        if (enough || exchange.payload.length > Requests.KEPT_BYTES) {
            requests.release(exchange);
        }
        if (!enough) {
            pending.recycle(exchange);
        }
    }

    /** The server has prepared a statement. */
    void prepared(Exchange exchange, int parameters) {
        byte[] sql = new byte[exchange.sqlLength];
        System.arraycopy(exchange.payload, exchange.sqlOffset, sql, 0, sql.length);
        HeardStatement statement =
                new HeardStatement(exchange.statementId, sql, exchange.truncated || exchange.damaged, parameters);
        statements.put(statement);
        lastPrepared = statement;
        exchange.statement = statement;
    }

    /** Says which statement an execution means, and notes the parameter types that it carries. */
    void bind(Exchange exchange, HeardStatement statement) {
        exchange.statement = statement;
        if (statement != null && exchange.command == Command.COM_STMT_EXECUTE && !exchange.damaged) {
            statement.parameterTypes = BinaryParameters.noteTypes(
                    exchange.payload, exchange.length, statement.parameterCount, statement.parameterTypes);
        }
    }

    /** What the server sends from now on is a stream of its own: a replica reads the binary log, or a clone. */
    void streaming(Exchange exchange, long nanos) {
        BinlogDump dump =
                exchange.truncated || exchange.damaged ? null : BinlogDump.parse(exchange.payload, exchange.length);
        stream(Stream.kindOf(exchange.command), dump, nanos);
    }

    /** Whether a server that was asked nothing, as far as was heard, sends its binary log. */
    boolean streamMet(byte[] data, int offset, int length, long nanos) {
        if (asked || !capabilitiesUnknown || !BinlogEvent.begins(data, offset, length)) {
            return false;
        }
        stream(DataStream.Kind.REPLICATION, null, nanos);
        return true;
    }

    private void stream(DataStream.Kind kind, BinlogDump dump, long nanos) {
        stream = new Stream(kind, instance, Addresses.endpoint(client, clientPort), user, dump, nanos);
        context.streams.add(stream);
        context.counters.streams++;
    }

    /** Whether bytes are still read as commands and answers. */
    boolean decoding() {
        return listening && stream == null;
    }

    /**
     * A result of the command was heard to its end, without an error.
     *
     * @param status the server's status word
     * @param changedSchema the database that the server says the session is in since then, or null when it says nothing
     */
    void carriedOut(Exchange exchange, int status, String changedSchema) {
        exchange.told(status);
        if (exchange.results == 1 && !exchange.damaged && !exchange.truncated) {
            change(exchange);
        }
        if (changedSchema != null) {
            database(changedSchema);
        } else if ((status & ServerStatus.DB_DROPPED) != 0) {
            database("");
        }
    }

    /** What a command that was carried out changes in the session itself. */
    private void change(Exchange exchange) {
        switch (exchange.command) {
            case COM_INIT_DB -> database(new String(exchange.payload, 1, exchange.length - 1, UTF_8));
            case COM_QUERY -> {
                String used = UseStatement.database(exchange.payload, exchange.sqlOffset, exchange.sqlLength);
                if (used != null) {
                    database(used);
                }
            }
            case COM_RESET_CONNECTION -> statements.clear();
            case COM_CHANGE_USER -> {
                ChangeUser change = ChangeUser.parse(exchange.payload, exchange.length);
                changedUser(change.user(), change.database());
            }
            default -> {}
        }
    }

    /** Whether the command's answer is a conversation in which the client sends packets too. */
    boolean inDialogue() {
        Exchange first = pending.first();
        return first != null && (replies.takesFile() || first.command.reply() == Command.Reply.LOGIN);
    }

    Replies replies() {
        return replies;
    }
}
