package io.hydrophone.traffic.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.ChangeUser;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.InitDb;
import io.hydrophone.protocol.QueryAttributes;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.sql.StatementKind;
import io.hydrophone.sql.UseStatement;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.wire.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A session as the source saw it: who it is, and what it has set up. For its thread. */
final class SessionView {
    /** As many of a session's SET statements are done again on a new connection; the oldest are forgotten. */
    private static final int MAX_SETTINGS = 32;

    private final SessionBegun begun;
    private final Statements statements = new Statements();
    private final Map<String, byte[]> settings = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MAX_SETTINGS;
        }
    };
    private List<byte[]> listed = List.of();
    private String user;
    private String database;
    private int collation;
    private boolean ansiQuotes;
    private boolean backslashEscapes = true;
    private Fingerprinter fingerprinter;

    SessionView(SessionBegun begun) {
        this.begun = begun;
        user = begun.user();
        database = begun.database();
        collation = begun.collation();
        ansiQuotes = saysAnsi(begun.sqlMode());
    }

    SessionBegun begun() {
        return begun;
    }

    String user() {
        return user;
    }

    /** The default database on the source; "" for none or unknown. */
    String database() {
        return database;
    }

    /** 0 unknown. */
    int collation() {
        return collation;
    }

    /** Whether a backslash in a string is an escape, as is the default. */
    boolean backslashEscapes() {
        return backslashEscapes;
    }

    /** As the target's answer to the last command says. */
    void backslashEscapes(boolean are) {
        backslashEscapes = are;
    }

    /** Whether {@code "} quotes names; told by what is seen of its sql_mode. */
    boolean ansiQuotes() {
        return ansiQuotes;
    }

    Statements statements() {
        return statements;
    }

    /** Its SET statements, the oldest first: a new connection begins with them. */
    List<byte[]> settings() {
        if (listed == null) {
            listed = List.copyOf(settings.values());
        }
        return listed;
    }

    void changed(ChangeUser to) {
        user = to.user();
        database = to.database();
        if (to.collation() > 0) {
            collation = to.collation();
        }
        reset();
    }

    /** As after COM_RESET_CONNECTION. */
    private void reset() {
        statements.clear();
        settings.clear();
        listed = List.of();
        ansiQuotes = saysAnsi("");
    }

    /**
     * The session's state goes as on the source, so that what follows means the same.
     *
     * @param otherwise whether the command succeeded, where the source's answer is not known
     */
    void follow(Step step, Judged judged, Rules rules, boolean otherwise) {
        Command command = step.command();
        if (command == null || step.asked().truncated()) {
            return;
        }
        byte[] payload = step.payload();
        if (command == Command.COM_STMT_CLOSE) {
            statements.remove(judged.statementId());
            return;
        }
        Answered source = step.source();
        if (source == null ? otherwise : source.outcome() == Outcome.OK) {
            switch (command) {
                case COM_QUERY -> done(judged.kind(), payload, judged.textFrom(), rules);
                case COM_INIT_DB -> database = InitDb.database(payload, payload.length);
                case COM_CHANGE_USER -> changed(ChangeUser.parse(payload, payload.length));
                case COM_RESET_CONNECTION -> reset();
                default -> {}
            }
        }
    }

    private void done(StatementKind kind, byte[] payload, int from, Rules rules) {
        if (!isSetting(kind) || from < 0) {
            return;
        }
        byte[] sql = Arrays.copyOfRange(payload, from, payload.length);
        if (kind == StatementKind.USE) {
            String used = UseStatement.database(sql, 0, sql.length);
            if (used != null) {
                database = used;
            }
        } else if (rules.isSetting(sql)) {
            set(sql);
        }
    }

    /** Whether such a statement may change what the session is set to. */
    static boolean isSetting(StatementKind kind) {
        return kind == StatementKind.USE || kind == StatementKind.SET;
    }

    void set(byte[] sql) {
        String text = new String(sql, UTF_8);
        settings.remove(text);
        settings.put(text, sql);
        listed = null;
        if (text.toLowerCase(Locale.ROOT).contains("sql_mode")) {
            ansiQuotes = saysAnsi(text);
        }
    }

    /** See {@link #textFrom(long, byte[])}. */
    int textFrom(byte[] payload) {
        return textFrom(begun.capabilities(), payload);
    }

    /**
     * Where the text of a COM_QUERY begins: behind its query attributes, if the session agreed on them.
     *
     * @param capabilities of the session, 0 unknown
     * @return −1 when what should be attributes are none
     */
    static int textFrom(long capabilities, byte[] payload) {
        boolean agreed = (capabilities & Capability.QUERY_ATTRIBUTES) != 0;
        // No text has the number 1 in its second byte, and attributes always have when there are less than 251.
        boolean looks = capabilities == 0 && payload.length > 2 && payload[2] == 1;
        return agreed || looks ? QueryAttributes.end(payload, 1, payload.length) : 1;
    }

    /** Whether the payloads of its executions may have query attributes. */
    boolean hasAttributes() {
        return (begun.capabilities() & Capability.QUERY_ATTRIBUTES) != 0;
    }

    Fingerprinter fingerprinter() {
        if (fingerprinter == null) {
            fingerprinter = new Fingerprinter();
        }
        return fingerprinter;
    }

    /** The session as one that begins now. */
    SessionBegun now(long nanos) {
        return new SessionBegun(
                begun.session(),
                nanos,
                begun.instance(),
                begun.client(),
                begun.clientPort(),
                user,
                database,
                collation,
                begun.capabilities(),
                begun.sqlMode(),
                begun.midstream(),
                statements.list());
    }

    private static boolean saysAnsi(String text) {
        return text.toLowerCase(Locale.ROOT).contains("ansi");
    }
}
