package io.hydrophone.wire.session;

import io.hydrophone.protocol.BinaryParameters;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.Command.Reply;
import io.hydrophone.protocol.HandshakeResponse;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.QueryAttributes;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.tcp.BufferPool;

/** Reads a client's bytes: packets, and of packets commands. Keeps of each command at most a bounded prefix. */
final class Requests {
    /** Payload arrays up to this size stay with their session, 2 KiB; larger ones go back to the pool. */
    static final int KEPT_BYTES = 2048;

    private static final int MAX_PAYLOAD = 0xff_ffff;

    private enum State {
        /** The next packet of the client answers the greeting, or goes on with the login. */
        LOGIN,
        COMMANDS
    }

    private final Session session;
    private final BufferPool pool;
    private State state;
    /** Packet number of the login: one more behind a request for TLS. */
    private int loginNumber = 1;
    /** Whether what follows the current packet is TLS. */
    private boolean tlsBegins;
    /** Whether it is known where packets begin. */
    private boolean aligned;
    /** Whether the next command comes after a loss. */
    private boolean afterLoss;
    /** Whether texts carry query attributes; unknown in sessions met in the middle, and then told by the bytes. */
    private boolean queryAttributes;

    private int header;
    private int headerBytes;
    /** Bytes of the current packet that are still to come. */
    private int remaining;
    /** Whether the current packet's payload goes on in the next (it has the largest length). */
    private boolean continued;
    /** The command under way; null between commands and in packets that are passed over. */
    private Exchange current;

    private long packetNanos;
    /** Commands told of so far. */
    private long commands;

    Requests(Session session, boolean beginning) {
        this.session = session;
        pool = session.context.pool;
        state = beginning ? State.LOGIN : State.COMMANDS;
        aligned = beginning;
        afterLoss = !beginning;
    }

    void queryAttributes(boolean negotiated) {
        queryAttributes = negotiated;
    }

    void bytes(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        int at = offset;
        int end = offset + length;
        if (!aligned) {
            if (!CommandGuess.plausible(data, offset, length)) {
                if (CommandGuess.tlsRecord(data, offset, length)) {
                    session.encrypted();
                } else if (session.mayHaveFrames() && CompressedFrames.plausible(data, offset, length)) {
                    session.framesMet(data, offset, length, nanos, acknowledgement);
                }
                return;
            }
            aligned = true;
            state = State.COMMANDS;
        }
        while (at < end) {
            if (remaining == 0) {
                if (headerBytes == 0) {
                    packetNanos = nanos;
                    if (end - at >= 4) {
                        header = LittleEndian.i4(data, at);
                        at += 4;
                    } else {
                        header = data[at++] & 0xff;
                        headerBytes = 1;
                        continue;
                    }
                } else {
                    header |= (data[at++] & 0xff) << (8 * headerBytes);
                    if (++headerBytes < 4) {
                        continue;
                    }
                    headerBytes = 0;
                }
                remaining = header & MAX_PAYLOAD;
                packetBegins(header >>> 24);
                if (remaining == 0) {
                    packetEnds(nanos, acknowledgement);
                }
            } else {
                int count = Math.min(remaining, end - at);
                if (current != null) {
                    keep(current, data, at, count);
                } else if (session.replies().takesFile()) {
                    session.uploaded(data, at, count);
                }
                at += count;
                remaining -= count;
                if (remaining == 0) {
                    packetEnds(nanos, acknowledgement);
                }
            }
            if (!aligned || !session.decoding()) {
                return;
            }
            if (tlsBegins) {
                tlsBegins = false;
                session.client(data, at, end - at, nanos, acknowledgement);
                return;
            }
        }
    }

    private void packetBegins(int number) {
        if (continued) {
            if (current != null) {
                current.bytesIn += 4 + (long) remaining;
            }
            return;
        }
        boolean command = state == State.COMMANDS && number == 0 && !session.inDialogue();
        boolean login = state == State.LOGIN && number == loginNumber;
        if (command || login) {
            current = session.pairing.begin(packetNanos);
            current.bytesIn = 4 + (long) remaining;
            current.anchored = afterLoss;
        }
    }

    private void packetEnds(long nanos, int acknowledgement) {
        int length = header & MAX_PAYLOAD;
        continued = length == MAX_PAYLOAD;
        if (continued) {
            return;
        }
        Exchange exchange = current;
        current = null;
        if (exchange == null) {
            if (length == 0 || state == State.LOGIN || session.inDialogue()) {
                session.replies().clientPacket(length, header >>> 24);
            } else {
                lose();
            }
            return;
        }
        exchange.askedNanos = nanos;
        exchange.acknowledgement = acknowledgement;
        exchange.lastPacket = header >>> 24;
        if (state == State.LOGIN) {
            login(exchange);
        } else {
            command(exchange);
        }
    }

    private void login(Exchange exchange) {
        if (exchange.damaged) {
            session.loginLost(); // what both sides agreed on is not known
        } else if (HandshakeResponse.isTlsRequest(exchange.payload, 0, exchange.length)) {
            tlsBegins = session.encrypts();
            loginNumber = 2;
        } else {
            HandshakeResponse response = HandshakeResponse.parse(exchange.payload, 0, exchange.length);
            if (response == null) {
                session.context.counters.unparsed++;
            } else {
                session.login(response);
            }
        }
        session.pairing.recycle(exchange);
    }

    void loginLost() {
        state = State.COMMANDS;
        unalign();
    }

    /** The server has accepted the login: what follows are commands. */
    void loggedIn() {
        state = State.COMMANDS;
    }

    private void command(Exchange exchange) {
        Command command = exchange.length == 0 ? null : Command.of(exchange.payload[0]);
        if (command == null) {
            session.pairing.recycle(exchange);
            lose();
            return;
        }
        exchange.command = command;
        afterLoss = false;
        switch (command) {
            case COM_QUERY -> text(exchange, sqlStart(exchange));
            case COM_STMT_PREPARE -> text(exchange, 1);
            default -> {}
        }
        tell(exchange);
        switch (command) {
            case COM_STMT_EXECUTE,
                    COM_STMT_FETCH,
                    COM_STMT_RESET,
                    COM_STMT_CLOSE,
                    COM_STMT_SEND_LONG_DATA,
                    COM_STMT_BULK_EXECUTE -> statement(exchange);
            default -> {}
        }
        if (command.reply() == Reply.NONE) {
            exchange.outcome = Outcome.OK;
            session.pairing.emit(exchange, exchange.askedNanos);
        } else {
            session.pairing.ask(exchange);
        }
    }

    /** Before anything marks the payload. */
    private void tell(Exchange exchange) {
        session.begin(exchange.startNanos);
        exchange.number = ++commands;
        session.context.handler.asked(exchange);
    }

    private static void text(Exchange exchange, int start) {
        exchange.sqlOffset = Math.min(start, exchange.length);
        exchange.sqlLength = exchange.length - exchange.sqlOffset;
    }

    /** Where a COM_QUERY's text begins: behind the query attributes, if there are any. */
    private int sqlStart(Exchange exchange) {
        byte[] payload = exchange.payload;
        boolean prefixed =
                queryAttributes || (exchange.length > 2 && payload[1] >= 0 && payload[1] < '\t' && payload[2] == 1);
        if (!prefixed) {
            return 1;
        }
        int start = QueryAttributes.end(payload, 1, exchange.length);
        return start < 0 ? 1 : start;
    }

    private void statement(Exchange exchange) {
        if (exchange.length < 5) {
            return;
        }
        exchange.statementId = LittleEndian.u4(exchange.payload, 1);
        HeardStatement statement = session.statements.find(exchange.statementId);
        if (statement == null) {
            return;
        }
        if (queryAttributes && exchange.command == Command.COM_STMT_EXECUTE && statement.parameterCount > 0) {
            BinaryParameters.markCounted(exchange.payload, exchange.length);
        }
        StatementTable.bind(exchange, statement);
        switch (exchange.command) {
            case COM_STMT_SEND_LONG_DATA -> statement.longData = true;
            case COM_STMT_EXECUTE -> {
                exchange.longData = statement.longData;
                statement.longData = false; // the server keeps such values for one execution
            }
            case COM_STMT_RESET -> statement.longData = false;
            case COM_STMT_CLOSE -> session.statements.remove(statement.id);
            default -> {}
        }
    }

    private void keep(Exchange exchange, byte[] data, int at, int count) {
        if (exchange.damaged) {
            return; // what comes behind the missing bytes would read as if it followed
        }
        int room = session.context.maxTextBytes - exchange.length;
        int kept = Math.min(count, room);
        int needed = exchange.length + kept;
        if (needed > exchange.payload.length) {
            // Asked for at once what the packet announces, so that a long text does not grow step by step.
            int announced = Math.min(exchange.length + remaining, session.context.maxTextBytes);
            int wanted = Math.max(needed, Math.min(announced, 4 * needed));
            byte[] larger = exchange.payload.length == 0
                    ? pool.take(wanted)
                    : pool.grow(exchange.payload, exchange.length, wanted);
            if (larger == null && exchange.payload.length == 0) {
                larger = pool.takeAlways(1); // which command it is has to be known even then
                kept = Math.min(kept, larger.length);
            }
            if (larger == null) {
                kept = exchange.payload.length - exchange.length;
            } else {
                exchange.payload = larger;
            }
        }
        exchange.truncated |= kept < count;
        System.arraycopy(data, at, exchange.payload, exchange.length, kept);
        exchange.length += kept;
    }

    /**
     * Bytes of the client are missing.
     *
     * @return whether whole commands may be among them
     */
    boolean gap(long bytes) {
        if (aligned && remaining > bytes) {
            remaining -= (int) bytes;
            if (current != null) {
                current.damaged = true;
                current.truncated = true;
            } else if (session.replies().takesFile()) {
                session.pairing.pending().first().fileDamaged = true;
            }
            return false;
        }
        if (aligned && current != null && current.length > 0 && state == State.COMMANDS) {
            current.command = Command.of(current.payload[0]);
            if (current.command != null) {
                current.damaged = true;
                tell(current);
                session.pairing.emit(current, current.startNanos);
                current = null;
            }
        }
        unalign();
        return true;
    }

    /** What stands here is no packet of the protocol. */
    private void lose() {
        session.context.counters.unparsed++;
        unalign();
    }

    private void unalign() {
        session.pairing.continuity().miss();
        aligned = false;
        afterLoss = true;
        remaining = 0;
        headerBytes = 0;
        continued = false;
        if (current != null) {
            session.pairing.recycle(current);
            current = null;
        }
    }

    void release() {
        if (current != null) {
            current.release(pool);
            current = null;
        }
    }
}
