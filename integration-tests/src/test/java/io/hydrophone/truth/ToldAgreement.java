package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.Command.Reply;
import io.hydrophone.wire.Outcome;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;

/** Compares what was heard of a connection with what the server tells of it, one command after the other. */
final class ToldAgreement {
    /** Texts from this length on are compared by their beginning, since the server cuts them. */
    private static final int LONG_TEXT = 500;

    /** In the place of bytes of another character set. */
    private static final char NO_UTF_8 = '\ufffd';

    /** An error: the statement was never prepared, or is forgotten. */
    static final int UNKNOWN_STATEMENT = 1243;

    private final ListIterator<Told> told;
    private int compared;

    private ToldAgreement(List<Told> told) {
        this.told = told.listIterator();
    }

    /** Returns how many commands were compared. */
    static int check(Conversation conversation, List<Said> heard) {
        ToldAgreement agreement = new ToldAgreement(conversation.told());
        for (Said said : heard) {
            agreement.command(said);
        }
        assertThat(agreement.told).as("told by the server, and not heard").isExhausted();
        prepared(conversation.logged(), heard);
        return agreement.compared;
    }

    private void command(Said said) {
        if (said.command().reply() == Reply.STREAM && !told.hasNext()) {
            return; // it has not ended yet
        }
        assertThat(told.hasNext()).as("%s was executed by the server", said).isTrue();
        Told first = told.next();
        compared++;
        if (said.command() != Command.COM_QUERY) {
            assertThat(first.event().replace("Register Replica", "Register Slave"))
                    .as("what the server says to be %s", said)
                    .isEqualToIgnoringCase(event(said.command()));
            boolean call = said.sql().startsWith("CALL");
            compare(said, first, call ? said.rows() : first.rows(), call ? said.affected() : first.affected());
            return;
        }
        int at = assertText(said.sql(), 0, first);
        long rows = first.rows();
        long affected = first.affected();
        Told last = first;
        boolean call = isCall(first);
        while (last.errorCode() == 0 && told.hasNext()) {
            Told next = told.next();
            if (!next.isText() || !goesOn(said.sql(), at, last, next)) {
                told.previous();
                break;
            }
            at = assertText(said.sql(), said.sql().lastIndexOf(next.sql()), next);
            rows += next.rows();
            affected += next.affected();
            call |= isCall(next);
            last = next;
        }
        // What a procedure's statements did is told in other ways by each server; drivers are asked instead.
        boolean rowsTold = !call && !first.event().startsWith("statement/sql/show_");
        compare(said, last, rowsTold ? rows : said.rows(), call ? said.affected() : affected);
    }

    private static boolean isCall(Told told) {
        return told.event().equals("statement/sql/call_procedure");
    }

    /** Some servers keep of several statements each one by itself, others each with all behind it. */
    private static boolean goesOn(String sql, int at, Told last, Told next) {
        return at < sql.length()
                ? sql.substring(at).strip().startsWith(next.sql())
                : last.sql() != null
                        && last.sql().length() > next.sql().length()
                        && last.sql().endsWith(next.sql());
    }

    /** Asserts that a text goes on at a place with what the server tells; returns the place behind that, and behind a semicolon. */
    private static int assertText(String sql, int at, Told told) {
        assertThat(told.event()).as("what the server says to be %s", sql).startsWith("statement/");
        if (told.sql() == null) {
            return sql.length(); // a replica's and a few others' are not kept
        }
        String rest = sql.substring(at).replace("/*!", "/* "); // so 5.7 tells of what it is too old for
        int kept = comparable(rest, told.sql());
        assertThat(rest.substring(0, Math.min(kept, rest.length())))
                .isEqualTo(told.sql().substring(0, kept).replace("/*!", "/* "));
        if (kept < told.sql().length() || (kept < rest.length() && isForeign(rest.charAt(kept)))) {
            return sql.length();
        }
        String behind = sql.substring(at + kept).strip();
        assertThat(behind.isEmpty() || behind.startsWith(";"))
                .as("%s stands behind %s", behind, told.sql())
                .isTrue();
        return behind.isEmpty() ? sql.length() : sql.indexOf(';', at + kept) + 1;
    }

    /** How much of a text servers keep as it was: some cut long ones, and some cannot say all characters. */
    private static int comparable(String heard, String told) {
        int kept = told.length() < LONG_TEXT ? told.length() : LONG_TEXT;
        for (int i = 0; i < Math.min(kept, heard.length()); i++) {
            if (isForeign(heard.charAt(i))) {
                return i;
            }
        }
        return kept;
    }

    private static boolean isForeign(char c) {
        return Character.isSurrogate(c) || c == NO_UTF_8;
    }

    private static void compare(Said said, Told last, long rows, long affected) {
        assertThat(said.errorCode()).as("error of %s", said).isEqualTo(last.errorCode());
        assertThat(said.outcome()).as("%s", said).isEqualTo(last.errorCode() == 0 ? Outcome.OK : Outcome.ERROR);
        if (last.errorCode() != 0) {
            assertThat(said.sqlState()).as("state of %s", said).isEqualTo(last.sqlState());
        }
        if (said.command() != Command.COM_QUERY && said.command() != Command.COM_STMT_EXECUTE) {
            return;
        }
        assertThat(said.rows()).as("rows of %s", said).isEqualTo(rows);
        assertThat(said.affected()).as("affected by %s", said).isEqualTo(affected);
        if (last.errorCode() == 0) {
            assertThat(said.warnings()).as("warnings of %s", said).isEqualTo(last.warnings());
        }
        if (last.database() != null || said.command() == Command.COM_QUERY) {
            assertThat(said.database())
                    .as("database of %s", said)
                    .isEqualTo(last.database() == null ? "" : last.database());
        }
    }

    private static String event(Command command) {
        return "statement/com/"
                + switch (command) {
                    case COM_QUIT -> "Quit";
                    case COM_INIT_DB -> "Init DB";
                    case COM_FIELD_LIST -> "Field List";
                    case COM_REFRESH -> "Refresh";
                    case COM_STATISTICS -> "Statistics";
                    case COM_PROCESS_INFO -> "Processlist";
                    case COM_PROCESS_KILL -> "Kill";
                    case COM_DEBUG -> "Debug";
                    case COM_PING -> "Ping";
                    case COM_CHANGE_USER -> "Change user";
                    case COM_BINLOG_DUMP -> "Binlog Dump";
                    case COM_REGISTER_SLAVE -> "Register Slave";
                    case COM_STMT_PREPARE -> "Prepare";
                    case COM_STMT_EXECUTE -> "Execute";
                    case COM_STMT_SEND_LONG_DATA -> "Long Data";
                    case COM_STMT_CLOSE -> "Close stmt";
                    case COM_STMT_RESET -> "Reset stmt";
                    case COM_SET_OPTION -> "Set option";
                    case COM_STMT_FETCH -> "Fetch";
                    case COM_BINLOG_DUMP_GTID -> "Binlog Dump GTID";
                    case COM_RESET_CONNECTION -> "Reset Connection";
                    case COM_STMT_BULK_EXECUTE -> "Bulk_execute";
                    default -> command.name();
                };
    }

    /** The texts of prepared statements, and executions with their values, stand in the general log alone. */
    private static void prepared(List<Logged> logged, List<Said> heard) {
        Iterator<Said> said = heard.iterator();
        Set<String> known = new HashSet<>();
        for (Logged line : logged) {
            if (line.command().equals("Prepare")) {
                if (!known.add(line.text())
                        && heard.stream().filter(one -> isPrepare(one, line)).count() == 1) {
                    continue; // the server has prepared it again, by itself
                }
                Said prepare = next(said, Command.COM_STMT_PREPARE, line);
                assertThat(prepare.sql()).isEqualTo(line.text());
            } else if (line.command().equals("Execute")) {
                Said execution = next(said, Command.COM_STMT_EXECUTE, line);
                ValuesInText.of(execution).ifPresent(text -> assertThat(text).isEqualTo(line.text()));
            }
        }
    }

    private static boolean isPrepare(Said said, Logged line) {
        return said.command() == Command.COM_STMT_PREPARE && said.sql().equals(line.text());
    }

    /** The next command that a server logs so: not one that it refused before that. */
    private static Said next(Iterator<Said> heard, Command command, Logged line) {
        while (heard.hasNext()) {
            Said said = heard.next();
            boolean bulk = said.command() == Command.COM_STMT_BULK_EXECUTE && command == Command.COM_STMT_EXECUTE;
            boolean refused = command == Command.COM_STMT_PREPARE
                    ? said.outcome() == Outcome.ERROR
                    : said.errorCode() == UNKNOWN_STATEMENT;
            if ((said.command() == command || bulk) && !refused) {
                return said;
            }
        }
        throw new AssertionError("logged by the server, and not heard: " + line);
    }
}
