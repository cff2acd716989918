package io.hydrophone.traffic.compare.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.QueryAttributes;
import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.wire.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows one session of a recording, so that the text of a prepared statement is known where it is executed. */
final class SessionTexts {
    private static final int MAX_PREPARED = 4_096;
    /** MariaDB: the statement that was prepared last. */
    private static final long LAST_PREPARED = 0xffff_ffffL;

    private static final Pattern USE =
            Pattern.compile("\\s*use\\s+`?([^`;\\s]+)`?\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    private final long capabilities;
    private final Map<Long, String> prepared = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MAX_PREPARED;
        }
    };
    private String lastPrepared = "";
    private String user;
    private String database;

    SessionTexts(SessionBegun begun) {
        capabilities = begun.capabilities();
        user = begun.user();
        database = begun.database();
        for (PreparedBefore statement : begun.prepared()) {
            prepared.put(statement.statementId(), new String(statement.sql(), UTF_8));
        }
    }

    /** A session whose beginning is missing. */
    SessionTexts() {
        capabilities = 0;
        user = "";
        database = "";
    }

    /** What a command asks; null for bytes that are no command. */
    Outcomes.Statement asked(Asked asked) {
        byte[] payload = asked.payload();
        Command command = payload.length == 0 ? null : Command.of(payload[0]);
        return command == null ? null : new Outcomes.Statement(command, text(command, payload), database, user);
    }

    /** A command has ended: what it changes in its session. */
    void answered(Outcomes.Statement asked, Asked command, Answered answer) {
        if (answer.outcome() != Outcome.OK) {
            return;
        }
        switch (asked.command()) {
            case COM_STMT_PREPARE -> {
                lastPrepared = asked.sql();
                if (answer.statementId() >= 0) {
                    prepared.put(answer.statementId(), asked.sql());
                }
            }
            case COM_INIT_DB -> database = new String(command.payload(), 1, command.payload().length - 1, UTF_8);
            case COM_QUERY -> used(asked.sql());
            case COM_RESET_CONNECTION -> prepared.clear();
            case COM_CHANGE_USER -> changedUser(command.payload());
            default -> {}
        }
    }

    private void used(String sql) {
        if (sql.length() < 256 && sql.stripLeading().regionMatches(true, 0, "use", 0, 3)) {
            Matcher use = USE.matcher(sql);
            database = use.matches() ? use.group(1) : database;
        }
    }

    /** Its database stands behind a password of one of several shapes: it is not looked for, and unknown from then on. */
    private void changedUser(byte[] payload) {
        int zero = 1;
        while (zero < payload.length && payload[zero] != 0) {
            zero++;
        }
        user = new String(payload, 1, zero - 1, UTF_8);
        database = "";
        prepared.clear();
    }

    private String text(Command command, byte[] payload) {
        return switch (command) {
            case COM_QUERY -> {
                int begin = textBegin(payload);
                yield new String(payload, begin, payload.length - begin, UTF_8);
            }
            case COM_STMT_PREPARE -> new String(payload, 1, payload.length - 1, UTF_8);
            case COM_STMT_EXECUTE, COM_STMT_BULK_EXECUTE, COM_STMT_FETCH -> {
                long id = payload.length < 5 ? -1 : LittleEndian.u4(payload, 1);
                yield id == LAST_PREPARED ? lastPrepared : prepared.getOrDefault(id, "");
            }
            default -> "";
        };
    }

    /** Behind the query attributes. In a session met in the middle the bytes tell whether there are any: no text begins with a zero. */
    private int textBegin(byte[] payload) {
        boolean agreed = (capabilities & Capability.QUERY_ATTRIBUTES) != 0;
        boolean seen = capabilities == 0 && payload.length > 2 && payload[1] == 0;
        int end = agreed || seen ? QueryAttributes.end(payload, 1, payload.length) : 1;
        return end < 0 ? 1 : end;
    }
}
