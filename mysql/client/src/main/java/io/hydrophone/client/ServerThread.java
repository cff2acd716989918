package io.hydrophone.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * A connection as the server lists it.
 *
 * @param id the server's number for it, as KILL takes it
 * @param peer the client, null over a socket or pipe, and where the server knows but its name
 * @param host as the server shows it
 * @param database "" for none
 * @param command what it does: {@code Query}, {@code Sleep} …
 * @param ageMicros for how long; −1 when not known
 * @param state "" for none
 * @param sql what it executes, or executed last, as it was sent; null for nothing. Literals are in it
 * @param transactionMicros for how long its transaction has been open; −1 when it has none or that is not known
 */
public record ServerThread(
        long id,
        String user,
        Peer peer,
        String host,
        String database,
        String command,
        long ageMicros,
        String state,
        String sql,
        long transactionMicros) {
    /** From a row of {@link Catalogue#running}. */
    static ServerThread of(ResultSet row) throws SQLException {
        return of(row, Map.of(), -1);
    }

    /** From a row of {@link Catalogue#threads}; the last statements are those of idle ones. */
    static ServerThread of(ResultSet row, Map<Long, String> lastStatements, long transactionMicros)
            throws SQLException {
        long id = row.getLong(1);
        String host = orEmpty(row.getString(3));
        long age = row.getLong(6);
        boolean ageKnown = !row.wasNull();
        String running = row.getString(8);
        return new ServerThread(
                id,
                orEmpty(row.getString(2)),
                Peer.parse(host),
                host,
                orEmpty(row.getString(4)),
                orEmpty(row.getString(5)),
                ageKnown ? Math.max(0, age) : -1,
                orEmpty(row.getString(7)),
                running == null ? lastStatements.get(id) : running,
                transactionMicros);
    }

    static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** Without the statement, which is personal data. */
    @Override
    public String toString() {
        return "ServerThread[" + id + " " + user + "@" + host + " " + command + "]";
    }
}
