package io.hydrophone.probe;

import io.hydrophone.protocol.Command;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionKey;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Counts what a server counts as its {@code Questions}: each command but those for preparing and closing statements,
 * pings and statistics, and each of several statements that one command brings. MySQL and MariaDB agree on that (found by
 * asking them).
 */
final class QuestionCounter implements QueryHandler {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final QueryHandler next;
    private final Predicate<String> isServer;
    private final Fingerprinter fingerprinter = new Fingerprinter();
    /** By the id of a session's key. */
    private byte[] servers = new byte[64];

    private long heard;

    /** @param isServer whether a key's instance is the server whose questions are counted */
    QuestionCounter(Predicate<String> isServer, QueryHandler next) {
        this.isServer = isServer;
        this.next = next;
    }

    @Override
    public void query(Query query) {
        if (concerns(query.key()) && counts(query.command())) {
            heard += query.command() == Command.COM_QUERY ? statements(query) : 1;
        }
        next.query(query);
    }

    @Override
    public void sessionEnded(long session, long nanos, SessionEnd how) {
        next.sessionEnded(session, nanos, how);
    }

    long heard() {
        return heard;
    }

    /** Whether a command that waits for its answer is a question to the server. */
    boolean asks(Query query) {
        return concerns(query.key()) && counts(query.command());
    }

    private boolean concerns(SessionKey key) {
        int id = key.id();
        if (id >= servers.length) {
            servers = Arrays.copyOf(servers, Math.max(2 * servers.length, id + 1));
        }
        if (servers[id] == 0) {
            servers[id] = isServer.test(key.instance()) ? YES : NO;
        }
        return servers[id] == YES;
    }

    private static boolean counts(Command command) {
        return switch (command) {
            case COM_STMT_PREPARE, COM_STMT_RESET, COM_STMT_CLOSE, COM_PING, COM_STATISTICS -> false;
            default -> true;
        };
    }

    /** Several results are of several statements, or of a procedure: the text decides. */
    private long statements(Query query) {
        int results = query.results() + (query.outcome() == Outcome.ERROR ? 1 : 0);
        if (results <= 1) {
            return 1;
        }
        fingerprinter.fingerprint(query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
        byte[] text = fingerprinter.buffer();
        long statements = 1;
        boolean quoted = false;
        for (int i = 0; i < fingerprinter.length(); i++) {
            quoted ^= text[i] == '`';
            statements += text[i] == ';' && !quoted ? 1 : 0;
        }
        return Math.min(statements, results);
    }
}
