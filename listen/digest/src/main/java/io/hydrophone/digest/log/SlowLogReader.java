package io.hydrophone.digest.log;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The slow query log of MySQL 5.x to 9.x, MariaDB and Percona Server.
 *
 * <p>An entry has a head of comment lines, perhaps {@code use} and {@code SET timestamp}, and then the statement up to a
 * line that ends with a semicolon and is followed by another head, a server's banner or the end. A line that looks like
 * a head in the middle of a statement (in a string, say) is part of the statement.
 */
final class SlowLogReader implements LogReader {
    private static final byte[] TIME = ascii("# Time: ");
    private static final byte[] USER = ascii("# User@Host: ");
    private static final byte[] ADMINISTRATOR = ascii("# administrator command: ");
    private static final byte[] COMMENT = ascii("#");
    private static final byte[] SET = ascii("SET ");
    private static final byte[] TIMESTAMP = ascii("timestamp=");
    private static final byte[] USE = ascii("use ");

    private enum State {
        /** Before the first head, or in what is no entry. */
        OUTSIDE,
        HEAD,
        STATEMENT
    }

    private final QueryHandler handler;
    private final SessionKeys keys;
    private final SlowLogHead head = new SlowLogHead();
    private final LogQuery query = new LogQuery(MAX_TEXT);
    private State state = State.OUTSIDE;
    /** Whether the statement's last line ended with a semicolon. */
    private boolean complete;

    private long entries;
    private long unparsed;

    SlowLogReader(QueryHandler handler, SessionKeys keys) {
        this.handler = handler;
        this.keys = keys;
    }

    /** Whether a line begins an entry, at a place where one may begin. */
    static boolean begins(LineReader line) {
        return line.startsWith(TIME) || line.startsWith(USER);
    }

    @Override
    public LogCounters read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, MAX_TEXT);
        while (lines.next()) {
            line(lines);
        }
        finish();
        return new LogCounters(lines.bytes(), lines.lines(), entries, unparsed);
    }

    private void line(LineReader line) {
        boolean mayBegin = state != State.STATEMENT || complete;
        if (mayBegin && begins(line)) {
            begin(line);
        } else if (mayBegin && Banner.isOf(line)) {
            finish();
        } else if (state == State.HEAD) {
            headLine(line);
        } else if (state == State.STATEMENT) {
            query.appendLineEnd();
            statementLine(line);
        } else {
            unparsed++;
        }
    }

    /** The time stands before the user, or is left out when it is that of the entry before. */
    private void begin(LineReader line) {
        boolean time = line.startsWith(TIME);
        if (state != State.HEAD || time || head.hasUser()) {
            finish();
            query.clear();
            head.clear();
            state = State.HEAD;
        }
        if (time) {
            head.time(line.buffer(), line.from() + TIME.length, line.to());
        } else {
            head.user(line.buffer(), line.from() + USER.length, line.to(), query);
        }
    }

    private void headLine(LineReader line) {
        int timestamp = line.startsWith(SET) && !head.hasTimestamp() ? line.find(TIMESTAMP, 120) : -1;
        if (line.startsWith(ADMINISTRATOR)) {
            administrator(line);
        } else if (line.startsWith(COMMENT)) {
            head.pairs(line.buffer(), line.from() + 1, line.to(), query);
        } else if (line.startsWith(USE) && !head.hasTimestamp()) {
            head.use(line.buffer(), line.from() + USE.length, line.to());
        } else if (timestamp >= 0) {
            head.timestamp(line.buffer(), timestamp + TIMESTAMP.length, line.to());
        } else {
            state = State.STATEMENT;
            query.command = Command.COM_QUERY;
            statementLine(line);
        }
    }

    private void administrator(LineReader line) {
        int from = line.from() + ADMINISTRATOR.length;
        int end = line.to() > from && line.buffer()[line.to() - 1] == ';' ? line.to() - 1 : line.to();
        query.command = CommandNames.of(new String(line.buffer(), from, end - from, StandardCharsets.ISO_8859_1));
        if (query.command == null) {
            unparsed++;
        }
        finish();
    }

    private void statementLine(LineReader line) {
        query.append(line, line.from());
        complete = line.cut() || (line.to() > line.from() && line.buffer()[line.to() - 1] == ';');
    }

    /** Hands over the entry, if there is one. */
    private void finish() {
        if (query.command != null) {
            query.dropLast(';');
            head.complete(query, keys);
            entries++;
            handler.query(query);
            query.command = null;
        }
        state = State.OUTSIDE;
        complete = false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
