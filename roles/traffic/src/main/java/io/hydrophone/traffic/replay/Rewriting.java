package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.AttributeFree;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.InitDb;
import io.hydrophone.sql.DatabaseRemap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes of a recorded payload the one for the target: other names of databases, ids of its own, no attributes where it knows none. */
final class Rewriting {
    private final DatabaseRemap remap;
    private final SessionView view;
    private final TargetSession target;

    /** @param remap null when databases keep their names */
    Rewriting(DatabaseRemap remap, SessionView view, TargetSession target) {
        this.remap = remap;
        this.view = view;
        this.target = target;
    }

    /** Null when it cannot be sent: see {@link #whyNone}. */
    byte[] outgoing(Step step, Judged judged) {
        byte[] payload = step.payload();
        Command command = step.command();
        return switch (command) {
            case COM_QUERY -> query(payload, judged.textFrom());
            case COM_STMT_PREPARE -> prepare(payload);
            case COM_INIT_DB -> initDb(payload);
            case COM_STMT_BULK_EXECUTE -> bulk(payload, judged.statement());
            case COM_STMT_EXECUTE, COM_STMT_SEND_LONG_DATA, COM_STMT_RESET, COM_STMT_FETCH, COM_STMT_CLOSE ->
                execution(command, payload, judged.statement());
            default -> payload;
        };
    }

    /** Of a COM_QUERY; null when it cannot be known which databases it names. */
    private byte[] query(byte[] payload, int textFrom) {
        boolean plain = textFrom > 1 && !target.has(Capability.QUERY_ATTRIBUTES);
        byte[] out = plain ? AttributeFree.query(payload) : payload;
        if (remap == null) {
            return out;
        }
        int from = plain ? 1 : textFrom;
        byte[] text = Arrays.copyOfRange(out, from, out.length);
        byte[] renamed = text(text);
        if (renamed == null || Arrays.equals(renamed, text)) {
            return renamed == null ? null : out;
        }
        return behind(out, from, renamed);
    }

    /** Of a COM_STMT_PREPARE; null as for {@link #text}. */
    private byte[] prepare(byte[] payload) {
        if (remap == null) {
            return payload;
        }
        byte[] renamed = text(Arrays.copyOfRange(payload, 1, payload.length));
        return renamed == null ? null : behind(payload, 1, renamed);
    }

    /** Of a COM_INIT_DB. */
    private byte[] initDb(byte[] payload) {
        return remap == null
                ? payload
                : behind(
                        payload,
                        1,
                        remap.database(InitDb.database(payload, payload.length)).getBytes(StandardCharsets.UTF_8));
    }

    /** Of a text; null when it cannot be known which databases it names. */
    byte[] text(byte[] sql) {
        return remap == null ? sql : remap.rewrite(sql, view.ansiQuotes(), view.backslashEscapes());
    }

    /** Of a COM_STMT_BULK_EXECUTE; null when the target has none. */
    private byte[] bulk(byte[] payload, Prepared statement) {
        return target.has(Capability.MARIADB_STMT_BULK_OPERATIONS)
                ? execution(Command.COM_STMT_BULK_EXECUTE, payload, statement)
                : null;
    }

    /**
     * Of a command with a statement's id, in place where only that changes.
     *
     * @return null when its attributes cannot be left out
     */
    private byte[] execution(Command command, byte[] payload, Prepared statement) {
        byte[] out = payload;
        if (command == Command.COM_STMT_EXECUTE && view.hasAttributes() && !target.has(Capability.QUERY_ATTRIBUTES)) {
            out = AttributeFree.execution(payload, statement.parameters());
            if (out == null) {
                return null;
            }
        }
        long id = statement.targetId();
        for (int i = 0; i < 4; i++) {
            out[1 + i] = (byte) (id >>> (8 * i));
        }
        return out;
    }

    /** Why there was no payload for a command of that kind, as a code. */
    static String whyNone(Command command) {
        return switch (command) {
            case COM_STMT_EXECUTE -> Rules.QUERY_ATTRIBUTES;
            case COM_STMT_BULK_EXECUTE -> Rules.BULK_EXECUTE;
            default -> Rules.AMBIGUOUS_TEXT;
        };
    }

    private static byte[] behind(byte[] head, int length, byte[] tail) {
        byte[] all = Arrays.copyOf(head, length + tail.length);
        System.arraycopy(tail, 0, all, length, tail.length);
        return all;
    }
}
