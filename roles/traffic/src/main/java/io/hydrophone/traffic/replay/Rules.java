package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.Command;
import io.hydrophone.sql.Dialect;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.sql.ReadOnly;
import io.hydrophone.sql.StatementKind;
import java.util.regex.Pattern;

/** Says of each command whether it is replayed; if not, why, in a code that is counted. */
final class Rules {
    static final String TRUNCATED = "truncated";
    static final String UNKNOWN_COMMAND = "unknown-command";
    static final String UNKNOWN_STATEMENT = "unknown-statement";
    static final String UNKNOWN_SESSION = "unknown-session";
    static final String NOT_PREPARED = "not-prepared";
    static final String NO_CONNECTION = "no-connection";
    static final String TRANSACTION_LOST = "transaction-lost";
    static final String ROLLED_BACK = "rolled-back-on-source";
    static final String AMBIGUOUS_TEXT = "ambiguous-text";
    static final String QUERY_ATTRIBUTES = "query-attributes";
    static final String BULK_EXECUTE = "bulk-execute";
    private static final String FILTERED = "filtered";
    private static final String READ_ONLY = "read-only";
    private static final String REPLICATION = "replication";
    private static final String KILL = "kill";
    private static final String SHUTDOWN = "shutdown";

    private static final Pattern OF_REPLICATION = Pattern.compile(
            "(change (master|replication)|(start|stop|reset) (all )?(slaves?|replicas?|group_replication)).*");
    private static final Pattern OF_SHUTDOWN = Pattern.compile("(shutdown|restart)\\b.*");

    private final Selection selection;
    private final boolean readOnly;
    private final Dialect dialect;

    /** @param dialect of the target */
    Rules(Selection selection, boolean readOnly, Dialect dialect) {
        this.selection = selection;
        this.readOnly = readOnly;
        this.dialect = dialect;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Whether a session can have commands that are replayed. */
    boolean wants(SessionView view) {
        return selection.hasSession(view.user(), view.begun().client());
    }

    /** Why no command of this kind is replayed, whatever it asks; null when it may be. */
    String ofCommand(Step step, SessionView view) {
        Command command = step.command();
        if (command == null) {
            return UNKNOWN_COMMAND;
        }
        if (step.asked().truncated()) {
            return TRUNCATED;
        }
        String never = switch (command) {
            case COM_BINLOG_DUMP,
                    COM_BINLOG_DUMP_GTID,
                    COM_TABLE_DUMP,
                    COM_REGISTER_SLAVE,
                    COM_CLONE,
                    COM_SUBSCRIBE_GROUP_REPLICATION_STREAM -> REPLICATION;
            case COM_SHUTDOWN -> SHUTDOWN;
            case COM_PROCESS_KILL -> KILL;
            default -> null;
        };
        if (never != null) {
            return never;
        }
        if (readOnly && !isHarmless(command)) {
            return READ_ONLY;
        }
        boolean selected = wants(view) && (isSetUp(command) || selection.hasDatabase(view.database()));
        return selected ? null : FILTERED;
    }

    /** Of a COM_QUERY's text, after {@link #ofCommand}. */
    String ofQuery(SessionView view, StatementKind kind, byte[] sql, int offset, int length) {
        String never = ofText(view, kind, sql, offset, length);
        if (never != null) {
            return never;
        }
        if (!Selection.isSetUp(kind) && !selection.hasDatabase(view.database())) {
            return FILTERED;
        }
        return selection.hasStatement(kind, view.fingerprinter(), sql, offset, length) ? null : FILTERED;
    }

    /** Why a prepared statement is not to be executed; null when it may be. */
    String ofPrepared(SessionView view, StatementKind kind, byte[] sql) {
        String never = ofText(view, kind, sql, 0, sql.length);
        if (never != null) {
            return never;
        }
        return selection.hasStatement(kind, view.fingerprinter(), sql, 0, sql.length) ? null : FILTERED;
    }

    /** Whether a SET sets up its session alone: it may be done again on another connection. */
    boolean isSetting(byte[] sql) {
        return ReadOnly.of(sql, 0, sql.length, dialect).isHarmless();
    }

    private String ofText(SessionView view, StatementKind kind, byte[] sql, int offset, int length) {
        if (kind == StatementKind.KILL) {
            return KILL; // the numbers of connections are another server's
        }
        if (kind == StatementKind.OTHER || kind == StatementKind.RESET) {
            Fingerprinter fingerprinter = view.fingerprinter();
            fingerprinter.fingerprint(sql, offset, length);
            String text = fingerprinter.text();
            if (OF_SHUTDOWN.matcher(text).matches()) {
                return SHUTDOWN;
            }
            if (OF_REPLICATION.matcher(text).matches()) {
                return REPLICATION;
            }
        }
        return readOnly && !ReadOnly.of(sql, offset, length, dialect).isHarmless() ? READ_ONLY : null;
    }

    /** Whether a command cannot change anything but its session, or is judged by its text. */
    private static boolean isHarmless(Command command) {
        return switch (command) {
            case COM_QUERY,
                    COM_STMT_PREPARE,
                    COM_STMT_EXECUTE,
                    COM_STMT_BULK_EXECUTE,
                    COM_STMT_SEND_LONG_DATA,
                    COM_STMT_CLOSE,
                    COM_STMT_RESET,
                    COM_STMT_FETCH,
                    COM_QUIT,
                    COM_INIT_DB,
                    COM_FIELD_LIST,
                    COM_STATISTICS,
                    COM_PROCESS_INFO,
                    COM_PING,
                    COM_CHANGE_USER,
                    COM_RESET_CONNECTION,
                    COM_SET_OPTION -> true;
            default -> false;
        };
    }

    /** Whether it belongs to its session whatever the database is; a text is looked at by itself. */
    private static boolean isSetUp(Command command) {
        return switch (command) {
            case COM_QUERY,
                    COM_QUIT,
                    COM_INIT_DB,
                    COM_CHANGE_USER,
                    COM_RESET_CONNECTION,
                    COM_SET_OPTION,
                    COM_STMT_PREPARE,
                    COM_STMT_CLOSE -> true;
            default -> false;
        };
    }
}
