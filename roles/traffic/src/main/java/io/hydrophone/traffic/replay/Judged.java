package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.sql.StatementKind;
import java.util.Arrays;

/** What is found out about a command before it goes to the target. One object for all commands of a session, for its thread. */
final class Judged {
    private static final int WITH_ID = 5;

    private final Rules rules;
    private final SessionView view;
    private final SharedTexts texts;
    private StatementKind kind;
    private int textFrom;
    private Prepared statement;
    private long statementId;
    private String sql;

    Judged(Rules rules, SessionView view, SharedTexts texts) {
        this.rules = rules;
        this.view = view;
        this.texts = texts;
    }

    /** Looks at another command; why it is not to be replayed, null when it is. */
    String look(Step step) {
        kind = StatementKind.OTHER;
        textFrom = 1;
        statement = null;
        statementId = -1;
        sql = "";
        String never = rules.ofCommand(step, view);
        String reason = step.command() == null ? never : ofStatement(step, never);
        step.about(sql, view.database(), view.user());
        return reason;
    }

    /** A statement that was prepared before the session was met. */
    Prepared before(byte[] text) {
        StatementKind itsKind = StatementKind.of(text, 0, text.length);
        return new Prepared(text, texts.of(text), itsKind, rules.ofPrepared(view, itsKind, text));
    }

    private String ofStatement(Step step, String never) {
        byte[] payload = step.payload();
        return switch (step.command()) {
            case COM_QUERY -> ofQuery(payload, never);
            case COM_STMT_PREPARE -> ofPrepare(step, never);
            case COM_STMT_EXECUTE,
                    COM_STMT_BULK_EXECUTE,
                    COM_STMT_SEND_LONG_DATA,
                    COM_STMT_RESET,
                    COM_STMT_FETCH,
                    COM_STMT_CLOSE -> ofExecution(payload, never);
            default -> never;
        };
    }

    private String ofQuery(byte[] payload, String never) {
        textFrom = view.textFrom(payload);
        if (textFrom < 0) {
            return never == null ? Rules.QUERY_ATTRIBUTES : never;
        }
        int length = payload.length - textFrom;
        kind = StatementKind.of(payload, textFrom, length);
        sql = new String(payload, textFrom, length, java.nio.charset.StandardCharsets.UTF_8);
        return never == null ? rules.ofQuery(view, kind, payload, textFrom, length) : never;
    }

    private String ofPrepare(Step step, String never) {
        byte[] text = Arrays.copyOfRange(step.payload(), 1, step.payload().length);
        kind = StatementKind.of(text, 0, text.length);
        sql = texts.of(text);
        String refusal = never == null ? rules.ofPrepared(view, kind, text) : never;
        statement = new Prepared(text, sql, kind, refusal);
        view.statements().prepared(step, statement);
        return refusal;
    }

    private String ofExecution(byte[] payload, String never) {
        statementId = payload.length < WITH_ID ? -1 : LittleEndian.u4(payload, 1);
        statement = view.statements().find(statementId);
        if (statement != null) {
            sql = statement.text();
            kind = statement.kind();
        }
        if (never != null) {
            return never;
        }
        if (statement == null) {
            return Rules.UNKNOWN_STATEMENT;
        }
        return statement.hasFailed() ? Rules.NOT_PREPARED : statement.refusal();
    }

    /** Of its text or prepared statement; {@link StatementKind#OTHER} of others. */
    StatementKind kind() {
        return kind;
    }

    /** Where a COM_QUERY's text begins. */
    int textFrom() {
        return textFrom;
    }

    /** The source's id that a command names, which its payload has no more once it was sent; −1 for none. */
    long statementId() {
        return statementId;
    }

    /** That a command prepares or names; null for none. */
    Prepared statement() {
        return statement;
    }
}
