package io.hydrophone.wire.session;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Greeting;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.OkPacket;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.protocol.SessionChanges;
import io.hydrophone.protocol.XProtocol;
import io.hydrophone.wire.Outcome;

/**
 * Reads replies, packet by packet: which one ends a result, how many rows it had, what else it tells. Of rows and
 * definitions the first byte is enough, because nothing but their end can begin with 0xfe (below the largest packet) or
 * 0xff.
 */
final class Replies {
    private static final int MAX_PAYLOAD = 0xff_ffff;
    private static final int OK = 0x00;
    private static final int LOCAL_INFILE = 0xfb;
    static final int EOF = 0xfe;
    private static final int ERR = 0xff;
    private static final int EOF_LENGTH = 5;
    /** In place of an error's number: MariaDB tells how far it is, and the answer is still to come. */
    private static final int PROGRESS = 0xffff;

    /** ER_UNKNOWN_STMT_HANDLER. */
    private static final int UNKNOWN_STATEMENT = 1243;

    /** Any packet number will do: the client's packets between are not counted. */
    private static final int ANY = -1;

    /** What one of several results says holds for the command: how its rows were found. */
    private static final int STICKY =
            ServerStatus.NO_GOOD_INDEX_USED | ServerStatus.NO_INDEX_USED | ServerStatus.QUERY_WAS_SLOW;

    private enum Phase {
        GREETING,
        LOGIN,
        /** The first packet of a reply, or of the next result of one. */
        FIRST,
        /** Definitions of a result's columns. */
        COLUMNS,
        /** Behind them: the EOF of older protocols, or already rows. */
        AFTER_COLUMNS,
        ROWS,
        /** Definitions of a prepared statement's parameters and columns. */
        PREPARED,
        /** Definitions without a count. */
        FIELDS,
        /** The client sends a file. */
        FILE
    }

    /** Whether EOF packets stand behind definitions: not since CLIENT_DEPRECATE_EOF. */
    private enum EofRule {
        UNKNOWN,
        LEGACY,
        DEPRECATED
    }

    private final Session session;
    private final OkPacket ok;
    private final ReplyPackets packets;
    /** Null where nobody asks for checksums. */
    private final RowSums sums;

    private Phase phase;
    private EofRule eofRule = EofRule.UNKNOWN;

    private int nextPacket;
    private long definitions;
    /** Packets that {@link #walk} has passed over. */
    private int walked;
    /** Capture time of the current packet. */
    private long nanos;

    Replies(Session session, boolean beginning) {
        this.session = session;
        ok = session.context.ok;
        sums = session.context.rowChecksums ? new RowSums() : null;
        packets = new ReplyPackets(session, this, beginning);
        phase = beginning ? Phase.GREETING : Phase.FIRST;
    }

    void learn(long capabilities) {
        eofRule = (capabilities & Capability.DEPRECATE_EOF) != 0 ? EofRule.DEPRECATED : EofRule.LEGACY;
    }

    RowSums sums() {
        return sums;
    }

    ReplyPackets packets() {
        return packets;
    }

    /** The first pending command's reply begins with the next packet. */
    void begin(Exchange first) {
        phase = Phase.FIRST;
        nextPacket = firstPacket(first);
    }

    /** With compression, the server goes on from the client's last frame: more than one only where the command has several packets. */
    private int firstPacket(Exchange exchange) {
        return session.compressed() && exchange.lastPacket > 0 ? ANY : (exchange.lastPacket + 1) & 0xff;
    }

    /** What came before was lost. */
    void reset() {
        phase = Phase.FIRST;
    }

    /** Whether a first byte is enough to tell a packet, unless it may be the end of what it stands in. */
    boolean needsFirstByteOnly() {
        return switch (phase) {
            case COLUMNS, AFTER_COLUMNS, ROWS, PREPARED, FIELDS -> true;
            default -> false;
        };
    }

    /** Whether the server has not spoken yet. */
    boolean awaitsGreeting() {
        return phase == Phase.GREETING;
    }

    boolean inLogin() {
        return phase == Phase.GREETING || phase == Phase.LOGIN;
    }

    boolean takesFile() {
        return phase == Phase.FILE;
    }

    /** A packet of the client that is no command: part of a login, or of a file. */
    void clientPacket(int length, int number) {
        if (phase == Phase.FILE && length == 0) {
            phase = Phase.FIRST;
            nextPacket = number + 1 & 0xff;
        }
    }

    /** Passes over whole definitions and rows, the bulk of what servers send; returns their bytes. */
    int passOver(byte[] data, int offset, int end) {
        int at = offset;
        if (phase == Phase.COLUMNS) {
            at = walk(data, at, end, definitions);
            definitions -= walked;
            if (definitions == 0) {
                afterColumns();
            }
        }
        if (phase == Phase.ROWS) {
            int rows = at;
            at = walk(data, at, end, Long.MAX_VALUE);
            if (walked > 0) {
                session.pairing.pending().first().rows += walked;
                if (sums != null) {
                    sums.rows(data, rows, at);
                }
            }
        }
        return at - offset;
    }

    /** Goes behind whole packets that are neither the end of what they stand in nor an error; {@link #walked} of them. */
    private int walk(byte[] data, int offset, int end, long most) {
        int at = offset;
        int count = 0;
        int number = nextPacket;
        while (count < most && end - at >= 5) {
            int payload = LittleEndian.u3(data, at);
            if ((data[at + 4] & 0xff) >= EOF
                    || payload == 0
                    || payload > end - at - 4
                    || (data[at + 3] & 0xff) != number
                    || payload == MAX_PAYLOAD) {
                break;
            }
            number = number + 1 & 0xff;
            count++;
            at += 4 + payload;
        }
        nextPacket = number;
        walked = count;
        return at;
    }

    /** The next packet tells whether an EOF follows the definitions, unless that is known. */
    private void afterColumns() {
        phase = eofRule == EofRule.DEPRECATED ? Phase.ROWS : Phase.AFTER_COLUMNS;
    }

    /**
     * A packet with the head of its payload.
     *
     * @param payload its whole length
     * @param number of the packet in its exchange, modulo 256
     * @param follows whether it goes on with the packet before, so that it has no head
     */
    void packet(byte[] data, int offset, int have, int payload, int number, boolean follows, long atNanos) {
        nanos = atNanos;
        if (phase == Phase.GREETING) {
            greeting(data, offset, have);
            return;
        }
        if (phase == Phase.LOGIN) {
            login(payload == 0 ? -1 : data[offset] & 0xff);
            return;
        }
        Exchange exchange = session.pairing.pending().first();
        if (exchange == null) {
            unasked(data, offset, payload);
            return;
        }
        if (phase == Phase.FIRST && exchange.anchored && !packets.beginsAt(exchange.acknowledgement)) {
            packets.unalign();
            return;
        }
        if (phase == Phase.FIRST
                && session.mayHaveFrames()
                && CompressedFrames.plausibleAnswer(data, offset, have, payload, number)) {
            session.framesAnswered(nanos);
            return;
        }
        if (exchange.firstReplyNanos == 0) {
            nextPacket = firstPacket(exchange);
            exchange.anchored = false;
        }
        if (nextPacket != ANY && number != nextPacket) {
            session.context.counters.unparsed++;
            session.pairing.loseReplies(nanos);
            return;
        }
        nextPacket = number + 1 & 0xff;
        if (exchange.firstReplyNanos == 0) {
            exchange.firstReplyNanos = nanos;
            exchange.answerStart = packets.passed();
            if (sums != null) {
                sums.begin();
            }
        }
        if (!follows) {
            reply(exchange, payload == 0 ? -1 : data[offset] & 0xff, data, offset, have, payload);
        }
    }

    private void greeting(byte[] data, int offset, int have) {
        Greeting greeting = Greeting.parse(data, offset, have);
        if (greeting != null) {
            session.greeted(greeting);
            phase = Phase.LOGIN;
        } else if (have > 0 && (data[offset] & 0xff) == ERR) {
            session.refused();
            session.stop();
        } else if (XProtocol.answers(data, offset, have)) {
            session.xProtocol();
        } else {
            session.unrecognised();
        }
    }

    /** OK and ERR end a login; all else (0x01 more data, 0xfe another method) goes on with it. */
    private void login(int first) {
        if (first == OK || first == ERR) {
            phase = Phase.FIRST;
            session.loggedIn(first == OK, nanos);
        }
    }

    /** A packet that no command asked for: an EOF behind a PREPARE, a notice before the server closes, or a loss. */
    private void unasked(byte[] data, int offset, int payload) {
        if (payload == EOF_LENGTH && (data[offset] & 0xff) == EOF && eofRule != EofRule.DEPRECATED) {
            eofRule = EofRule.LEGACY;
        } else if (payload == 0 || (data[offset] & 0xff) != ERR) {
            packets.unalign();
        }
    }

    private void reply(Exchange exchange, int first, byte[] data, int offset, int have, int payload) {
        switch (phase) {
            case FIRST -> first(exchange, first, data, offset, have, payload);
            case COLUMNS -> {
                if (--definitions <= 0) {
                    afterColumns();
                }
            }
            case AFTER_COLUMNS -> {
                boolean eof = first == EOF && payload == EOF_LENGTH;
                eofRule = eof ? EofRule.LEGACY : EofRule.DEPRECATED;
                phase = Phase.ROWS;
                if (!eof) {
                    row(exchange, first, data, offset, have, payload);
                } else if (((data[offset + 3] | data[offset + 4] << 8) & ServerStatus.CURSOR_EXISTS) != 0) {
                    terminator(exchange, data, offset, have, payload); // the rows will be fetched
                }
            }
            case ROWS -> row(exchange, first, data, offset, have, payload);
            case PREPARED -> prepared(exchange, first, payload);
            case FIELDS -> {
                if (first == EOF && payload < MAX_PAYLOAD) {
                    terminator(exchange, data, offset, have, payload);
                } else if (first == ERR) {
                    failed(exchange, data, offset, have, payload);
                }
            }
            default -> malformed(); // FILE: the server is silent while the client sends
        }
    }

    private void first(Exchange exchange, int first, byte[] data, int offset, int have, int payload) {
        if (first == ERR) {
            failed(exchange, data, offset, have, payload);
            return;
        }
        switch (exchange.command.reply()) {
            case RESULT -> result(exchange, first, data, offset, have, payload);
            case OK -> {
                if (first == OK || first == EOF) {
                    terminator(exchange, data, offset, have, payload);
                } else {
                    malformed();
                }
            }
            case PREPARE -> prepareOk(exchange, first, data, offset, have, payload);
            case ROWS -> {
                phase = Phase.ROWS;
                row(exchange, first, data, offset, have, payload);
            }
            case FIELDS -> {
                phase = Phase.FIELDS;
                reply(exchange, first, data, offset, have, payload);
            }
            case STRING -> finish(exchange, Outcome.OK, payload);
            case LOGIN -> {
                nextPacket = ANY;
                if (first == OK) {
                    terminator(exchange, data, offset, have, payload);
                }
            }
            case STREAM -> {
                session.streaming(exchange, 4 + payload, nanos);
                finish(exchange, Outcome.OK, payload);
            }
            case NONE -> malformed();
        }
    }

    private void result(Exchange exchange, int first, byte[] data, int offset, int have, int payload) {
        if (first == OK) {
            terminator(exchange, data, offset, have, payload);
        } else if (first == LOCAL_INFILE) {
            phase = Phase.FILE;
            nextPacket = ANY;
        } else if (first == EOF && payload == EOF_LENGTH) {
            terminator(exchange, data, offset, have, payload);
        } else {
            columns(data, offset, have);
        }
    }

    /** A count of columns; clients that can do without definitions are told behind it whether these follow. */
    private void columns(byte[] data, int offset, int have) {
        long count = LittleEndian.lengthEncoded(data, offset, offset + have);
        if (count <= 0 || count > 0xffff) {
            malformed();
            return;
        }
        int size = LittleEndian.lengthEncodedSize(data[offset]);
        boolean without = have == size + 1 && data[offset + size] == 0;
        definitions = count;
        phase = without ? Phase.AFTER_COLUMNS : Phase.COLUMNS;
    }

    private void row(Exchange exchange, int first, byte[] data, int offset, int have, int payload) {
        if (first == EOF && payload < MAX_PAYLOAD) {
            terminator(exchange, data, offset, have, payload);
        } else if (first == ERR) {
            failed(exchange, data, offset, have, payload);
        } else {
            exchange.rows++;
            if (sums != null) {
                sums.row();
            }
        }
    }

    /** COM_STMT_PREPARE_OK: 0x00, statement id 4, columns 2, parameters 2, 0x00, warnings 2, whether definitions follow. */
    private void prepareOk(Exchange exchange, int first, byte[] data, int offset, int have, int payload) {
        if (first != OK || have < 9) {
            malformed();
            return;
        }
        exchange.statementId = LittleEndian.u4(data, offset + 1);
        int columns = LittleEndian.u2(data, offset + 5);
        int parameters = LittleEndian.u2(data, offset + 7);
        if (have >= 12) {
            exchange.warnings = LittleEndian.u2(data, offset + 10);
        }
        session.statements.prepared(exchange, parameters);
        boolean without = have > 12 && data[offset + 12] == 0;
        definitions = without ? 0 : columns + (long) parameters;
        if (definitions == 0) {
            finish(exchange, Outcome.OK, payload);
        } else {
            phase = Phase.PREPARED;
        }
    }

    private void prepared(Exchange exchange, int first, int payload) {
        if (first == EOF && payload == EOF_LENGTH) {
            eofRule = EofRule.LEGACY;
        } else {
            definitions--;
        }
        // Behind the last definition stands an EOF or nothing, of which bytes that follow tell.
        boolean eofToCome = eofRule == EofRule.LEGACY || (eofRule == EofRule.UNKNOWN && packets.moreFollows());
        if (definitions == 0 && (first == EOF || !eofToCome)) {
            finish(exchange, Outcome.OK, payload);
        }
    }

    /** OK or EOF: the end of a result, and of the reply unless more results follow. */
    private void terminator(Exchange exchange, byte[] data, int offset, int have, int payload) {
        if ((data[offset] & 0xff) == EOF && payload == EOF_LENGTH) {
            ok.parseEof(data, offset);
        } else if (!ok.parse(data, offset, have)) {
            malformed();
            return;
        }
        exchange.affected += ok.affectedRows();
        exchange.warnings = ok.warnings();
        exchange.status = (exchange.status & STICKY) | ok.status();
        int status = ok.status();
        boolean changes = (status & ServerStatus.SESSION_STATE_CHANGED) != 0 && have == payload;
        Consequences.follow(session, exchange, status, changes ? changedSchema(exchange, data) : null);
        if ((status & ServerStatus.MORE_RESULTS_EXISTS) != 0) {
            phase = Phase.FIRST;
            flushed();
        } else {
            finish(exchange, Outcome.OK, payload);
        }
    }

    /** Notes what the server says has changed in the session; the new database, if that is among it. */
    private String changedSchema(Exchange exchange, byte[] data) {
        int changes = ok.changesOffset();
        if (changes < 0) {
            return null;
        }
        exchange.changed(data, changes, ok.changesEnd());
        return SessionChanges.schema(data, changes, ok.changesEnd());
    }

    /** The server has sent all it had: with compression, it numbers its next packet as it does its frames. */
    private void flushed() {
        if (session.compressed()) {
            nextPacket = ANY;
        }
    }

    private void failed(Exchange exchange, byte[] data, int offset, int have, int payload) {
        if (have >= 3 && LittleEndian.u2(data, offset + 1) == PROGRESS) {
            flushed();
            return;
        }
        exchange.error(data, offset, have);
        if (exchange.errorCode == UNKNOWN_STATEMENT) {
            session.statements.unknown(exchange);
        }
        finish(exchange, Outcome.ERROR, payload);
    }

    private void finish(Exchange exchange, Outcome outcome, int payload) {
        phase = Phase.FIRST;
        nextPacket = ANY;
        session.pairing.pending().removeFirst();
        exchange.outcome = outcome;
        exchange.answered = true;
        if (exchange.statement == null && exchange.statementId == StatementTable.LAST_PREPARED) {
            StatementTable.bind(exchange, session.statements.lastPrepared()); // its PREPARE was answered meanwhile
        }
        if (sums != null) {
            exchange.rowChecksum = sums.value();
        }
        exchange.bytesOut = packets.passed() + 4 + payload - exchange.answerStart;
        session.pairing.emit(exchange, nanos);
    }

    /** What stands here is no packet of a reply. */
    private void malformed() {
        session.context.counters.unparsed++;
        session.pairing.loseReplies(nanos);
    }
}
