package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrophone.servers.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server remembers of its connections: performance_schema's history of statements and the general log. It needs
 * {@link #OPTIONS}.
 */
final class ServerMemory implements AutoCloseable {
    static final String[] OPTIONS = {
        "--performance-schema-consumer-events-statements-current=ON",
        "--performance-schema-consumer-events-statements-history-long=ON",
        "--performance-schema-events-statements-history-long-size=20000",
        "--performance-schema-max-sql-text-length=2048",
        "--general-log=ON",
        "--log-output=TABLE",
    };

    private final Connection quiet;
    private final Map<Long, Long> threads = new HashMap<>();

    ServerMemory(Server server) throws SQLException {
        quiet = server.connect();
    }

    /** Begins anew. */
    synchronized void forget() throws SQLException {
        threads.clear();
        try (Statement statement = quiet.createStatement()) {
            statement.execute("TRUNCATE performance_schema.events_statements_history_long");
            statement.execute("TRUNCATE mysql.general_log");
        }
    }

    /** The connection's id in a greeting: behind the length, the packet's number, a version and the server's, ended by 0. */
    static long connectionId(byte[] greeting) {
        int end = new String(greeting, ISO_8859_1).indexOf('\0', 5) + 1;
        return end == 0 || end + 4 > greeting.length
                ? -1
                : (greeting[end] & 0xff)
                        | (greeting[end + 1] & 0xff) << 8
                        | (greeting[end + 2] & 0xff) << 16
                        | (greeting[end + 3] & 0xffL) << 24;
    }

    /** Asks for the thread of a connection while it is there. */
    synchronized void greeted(byte[] greeting) {
        long connection = connectionId(greeting);
        try (PreparedStatement statement =
                quiet.prepareStatement("SELECT thread_id FROM performance_schema.threads WHERE processlist_id = ?")) {
            statement.setLong(1, connection);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    threads.put(connection, rows.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was executed on a connection, in order; statements of procedures are part of what called them. */
    synchronized List<Told> told(long connection) throws SQLException {
        List<Told> told = new ArrayList<>();
        try (PreparedStatement statement = quiet.prepareStatement("SELECT event_name, sql_text, current_schema,"
                + " mysql_errno, returned_sqlstate, warnings, rows_affected, rows_sent, nesting_event_type"
                + " FROM performance_schema.events_statements_history_long WHERE thread_id = ? ORDER BY event_id")) {
            statement.setLong(1, threads.getOrDefault(connection, -1L));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Told one = Told.of(rows);
                    if (!"STATEMENT".equals(rows.getString("nesting_event_type"))) {
                        told.add(one);
                    }
                }
            }
        }
        return told;
    }

    /** The general log's lines of a connection. */
    synchronized List<Logged> logged(long connection) throws SQLException {
        List<Logged> logged = new ArrayList<>();
        try (PreparedStatement statement = quiet.prepareStatement("SELECT command_type, CONVERT(argument USING utf8mb4)"
                + " FROM mysql.general_log WHERE thread_id = ?")) {
            statement.setLong(1, connection);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    logged.add(new Logged(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return logged;
    }

    @Override
    public void close() throws SQLException {
        quiet.close();
    }
}
