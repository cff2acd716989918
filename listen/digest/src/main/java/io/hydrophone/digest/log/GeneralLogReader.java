package io.hydrophone.digest.log;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The general query log of MySQL and MariaDB: {@code TIME<tab>ID COMMAND<tab>ARGUMENT}; lines of another form are the
 * rest of the argument. MySQL writes the time in ISO form on each line; MariaDB, and MySQL before 5.7, as {@code yymmdd
 * hh:mm:ss} and only when the second has changed. It tells no durations and no outcomes.
 */
final class GeneralLogReader implements LogReader {
    private static final int MAX_SESSIONS = 65_536;
    /** Of a database's name: 64 characters of at most 4 bytes, with quotes. */
    private static final int MAX_NAME = 260;

    private record Session(String user, String client, String database) {
        static final Session UNKNOWN = new Session("", "", "");
    }

    private final Map<Long, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };
    private final QueryHandler handler;
    private final SessionKeys keys;
    private final LogQuery query = new LogQuery(MAX_TEXT);
    private final GeneralLogLine entry = new GeneralLogLine();
    private boolean open;
    private long time = LogTime.NONE;
    /** The session whose last text was PREPARE or EXECUTE: the server writes another line for what that does. */
    private long nestedIn = -1;

    private long entries;
    private long unparsed;

    GeneralLogReader(QueryHandler handler, SessionKeys keys) {
        this.handler = handler;
        this.keys = keys;
    }

    @Override
    public LogCounters read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, MAX_TEXT);
        while (lines.next()) {
            if (entry.parse(lines.buffer(), lines.from(), lines.to())) {
                finish();
                begin(lines);
            } else if (Banner.isOf(lines)) {
                finish();
            } else if (open) {
                query.appendLineEnd();
                query.append(lines, lines.from());
            } else {
                unparsed++;
            }
        }
        finish();
        return new LogCounters(lines.bytes(), lines.lines(), entries, unparsed);
    }

    private void begin(LineReader line) {
        query.clear();
        if (entry.time() != LogTime.NONE) {
            time = entry.time();
        }
        query.session = entry.id();
        query.command = entry.command();
        query.endNanos = time == LogTime.NONE ? -1 : time;
        query.append(line, entry.argumentFrom());
        open = true;
    }

    private void finish() {
        if (!open) {
            return;
        }
        open = false;
        if (query.command == null) {
            connect();
            return;
        }
        boolean nested = nestedIn == query.session
                && (query.command == Command.COM_STMT_PREPARE || query.command == Command.COM_STMT_EXECUTE);
        nestedIn = -1;
        if (nested) {
            return;
        }
        Session session = sessions.getOrDefault(query.session, Session.UNKNOWN);
        query.key = keys.intern("", session.client, session.user, session.database);
        entries++;
        handler.query(query);
        switch (query.command) {
            case COM_INIT_DB -> use(session, text(0, MAX_NAME));
            case COM_QUIT -> sessions.remove(query.session);
            case COM_CHANGE_USER -> connect();
            case COM_QUERY -> afterText(session);
            default -> {
                // Nothing that changes the session.
            }
        }
    }

    private void afterText(Session session) {
        if (startsWith("PREPARE ") || startsWith("EXECUTE ")) {
            nestedIn = query.session;
        } else if (startsWith("USE ")) {
            use(session, text(4, MAX_NAME).replace("`", "").replace(";", "").trim());
        }
    }

    private void use(Session session, String database) {
        sessions.put(query.session, new Session(session.user, session.client, database));
    }

    /** {@code app@localhost on shop using TCP/IP}; a refused login stands here too, with the server's words. */
    private void connect() {
        String text = text(0, 1_000);
        int on = text.indexOf(" on ");
        int at = on < 0 ? -1 : text.lastIndexOf('@', on);
        if (at < 0) {
            return;
        }
        String rest = text.substring(on + " on ".length());
        // Without a database "using" follows at once.
        int using = rest.startsWith("using ") ? 0 : rest.indexOf(" using ");
        String database = using < 0 ? rest : rest.substring(0, using);
        sessions.put(query.session, new Session(text.substring(0, at), text.substring(at + 1, on), database.trim()));
    }

    private boolean startsWith(String upper) {
        if (query.sqlLength() < upper.length()) {
            return false;
        }
        for (int i = 0; i < upper.length(); i++) {
            int c = query.sqlBuffer()[i];
            if ((c >= 'a' && c <= 'z' ? c - 32 : c) != upper.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int most) {
        int length = Math.clamp(query.sqlLength() - from, 0, most);
        return new String(query.sqlBuffer(), from, length, StandardCharsets.UTF_8);
    }
}
