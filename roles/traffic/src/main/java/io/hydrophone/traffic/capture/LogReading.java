package io.hydrophone.traffic.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.log.LogFormat;
import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A query log's entries as events: each statement as a text, with a change of the database before it where the log tells of one. A slow log
 * has them in the order of their ends; they are told in that of their beginnings, as far as these are less than half a minute apart.
 */
final class LogReading implements QueryHandler {
    private static final long WINDOW_NANOS = 30_000_000_000L;
    private static final int MAX_WAITING = 100_000;

    /** A session's last number and database. */
    private static final class Session {
        long number;
        String database;
    }

    /** What an entry becomes, and when it began. */
    private record Waiting(long nanos, long order, Runnable tell) {}

    private final TrafficSink sink;
    private final Map<Long, Session> sessions = new HashMap<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::nanos).thenComparingLong(Waiting::order));

    private long latest;
    private long order;

    private LogReading(TrafficSink sink) {
        this.sink = sink;
    }

    static void read(Path file, LogFormat format, TrafficSink sink) throws IOException {
        LogReading reading = new LogReading(sink);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            format.read(in, reading);
        }
        reading.tell(Long.MIN_VALUE);
        reading.sessions.keySet().forEach(session -> sink.sessionOver(session, reading.latest, SessionEnd.UNKNOWN));
    }

    /** What a log does not tell, for those who replay it. */
    static Problem lacks(LogFormat format, Path file) {
        return format == LogFormat.SLOW
                ? new Problem(
                        "slow-log-lacks",
                        "a slow log has no statements faster than long_query_time, no errors and no rows' contents, and prepared"
                                + " statements with their values only",
                        file.toString(),
                        "for all of the traffic, record it or set long_query_time to 0")
                : new Problem(
                        "general-log-lacks",
                        "a general log has no outcomes and no times of execution, so that nothing can be compared",
                        file.toString(),
                        "to compare, record the traffic");
    }

    @Override
    public void query(Query query) {
        long nanos = query.startNanos() >= 0 ? query.startNanos() : latest;
        latest = Math.max(latest, query.endNanos());
        byte[] payload = payload(query);
        if (payload != null) {
            String database = query.key().database();
            String user = query.key().user();
            String client = query.key().client();
            Answered answered = answered(query);
            boolean truncated = query.sqlTruncated();
            boolean changes = payload[0] == Command.COM_INIT_DB.code();
            waiting.add(new Waiting(
                    nanos, order++, () -> tell(nanos, user, client, database, payload, truncated, changes, answered)));
        }
        tell(waiting.size() > MAX_WAITING ? Long.MIN_VALUE : latest - WINDOW_NANOS);
    }

    /** The entries that began before a time; all of them for the smallest. */
    private void tell(long before) {
        boolean all = before == Long.MIN_VALUE;
        while (!waiting.isEmpty() && (all || waiting.peek().nanos <= before)) {
            waiting.poll().tell.run();
        }
    }

    private void tell(
            long nanos,
            String user,
            String client,
            String database,
            byte[] payload,
            boolean truncated,
            boolean changes,
            Answered answered) {
        Session session = sessions.get(answered.session());
        if (session == null) {
            session = new Session();
            session.database = changes ? "" : database;
            sessions.put(answered.session(), session);
            sink.sessionBegun(new SessionBegun(
                    answered.session(), nanos, "", client, -1, user, session.database, 0, 0, "", true, List.of()));
        }
        if (!changes && !database.isEmpty() && !database.equals(session.database)) {
            byte[] use = command(Command.COM_INIT_DB, database.getBytes(UTF_8), 0, database.getBytes(UTF_8).length);
            sink.asked(answered.session(), ++session.number, nanos, use, 0, use.length, false);
        }
        session.database = database;
        sink.asked(answered.session(), ++session.number, nanos, payload, 0, payload.length, truncated);
        sink.answered(numbered(answered, session.number));
        if (payload[0] == Command.COM_QUIT.code()) {
            sessions.remove(answered.session());
            sink.sessionOver(answered.session(), answered.nanos(), SessionEnd.QUIT);
        }
    }

    /** The command to send; null for what cannot be, or need not. */
    private static byte[] payload(Query query) {
        if (query.command() == null) {
            return null;
        }
        return switch (query.command()) {
            // The log has an execution's text with its values in their places.
            case COM_QUERY, COM_STMT_EXECUTE ->
                command(Command.COM_QUERY, query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
            case COM_INIT_DB -> command(Command.COM_INIT_DB, query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
            case COM_QUIT -> command(Command.COM_QUIT, new byte[0], 0, 0);
            default -> null;
        };
    }

    private static byte[] command(Command command, byte[] text, int offset, int length) {
        byte[] payload = new byte[1 + length];
        payload[0] = (byte) command.code();
        System.arraycopy(text, offset, payload, 1, length);
        return payload;
    }

    private static Answered answered(Query query) {
        return new Answered(
                query.session(),
                0,
                query.endNanos(),
                query.totalNanos() < 0 ? Outcome.UNFINISHED : query.outcome(),
                Math.max(0, query.errorCode()),
                "",
                "",
                query.rowsSent(),
                query.rowsAffected(),
                -1,
                -1,
                query.bytesOut(),
                -1,
                query.totalNanos(),
                -1,
                -1);
    }

    private static Answered numbered(Answered answered, long number) {
        return new Answered(
                answered.session(),
                number,
                answered.nanos(),
                answered.outcome(),
                answered.errorCode(),
                "",
                "",
                answered.rows(),
                answered.affected(),
                -1,
                -1,
                answered.bytesOut(),
                -1,
                answered.totalNanos(),
                -1,
                -1);
    }
}
