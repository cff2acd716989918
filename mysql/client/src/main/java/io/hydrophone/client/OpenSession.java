package io.hydrophone.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection over TCP and the state that it is in, as far as its server tells: MySQL from 5.7 on with performance_schema all of it,
 * MariaDB with performance_schema all but mode and collation, any other server user and database.
 *
 * @param database "" for none
 * @param sqlMode "" unknown
 * @param collation number of the connection's collation, 0 unknown
 * @param prepared statements that it has prepared, by their ids; those that the server cut are left out
 */
public record OpenSession(
        Peer peer, String user, String database, String sqlMode, int collation, Map<Long, String> prepared) {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String NOBODY = "unauthenticated user";
    /** What performance_schema keeps of a prepared statement's text, in bytes: one as long may have been cut. */
    private static final int MAX_PREPARED_TEXT = 1_024;

    public OpenSession {
        prepared = Map.copyOf(prepared);
    }

    /** The server's sessions whose clients' addresses and ports are known; at most 10,000. */
    public static List<OpenSession> read(ServerConnection server) throws ServerFailure {
        Catalogue catalogue = server.catalogue();
        Map<Long, String> modes = new HashMap<>();
        Map<Long, Integer> collations = new HashMap<>();
        if (catalogue.hasSessionVariables()) {
            variables(server, modes, collations);
        }
        Map<Long, Map<Long, String>> prepared = catalogue.hasPrepared() ? prepared(server) : Map.of();
        List<OpenSession> sessions = new ArrayList<>();
        server.query("the processlist", catalogue.sessions(LIMIT), LIMIT, row -> {
            long id = row.getLong(1);
            String user = ServerThread.orEmpty(row.getString(2));
            Peer peer = Peer.parse(ServerThread.orEmpty(row.getString(3)));
            if (peer != null && !user.isEmpty() && !user.equals(NOBODY)) {
                sessions.add(new OpenSession(
                        peer,
                        user,
                        ServerThread.orEmpty(row.getString(4)),
                        modes.getOrDefault(id, ""),
                        collations.getOrDefault(id, 0),
                        prepared.getOrDefault(id, Map.of())));
            }
        });
        return sessions;
    }

    private static void variables(ServerConnection server, Map<Long, String> modes, Map<Long, Integer> collations)
            throws ServerFailure {
        Catalogue catalogue = server.catalogue();
        Map<String, Integer> numbers = new HashMap<>();
        server.query(
                "collations", catalogue.collations(LIMIT), LIMIT, row -> numbers.put(row.getString(2), row.getInt(1)));
        server.query("variables of sessions", catalogue.sessionVariables(LIMIT), LIMIT, row -> {
            String value = ServerThread.orEmpty(row.getString(3));
            if (row.getString(2).equals("sql_mode")) {
                modes.put(row.getLong(1), value);
            } else {
                collations.put(row.getLong(1), numbers.getOrDefault(value, 0));
            }
        });
    }

    private static Map<Long, Map<Long, String>> prepared(ServerConnection server) throws ServerFailure {
        Map<Long, Map<Long, String>> prepared = new HashMap<>();
        server.query("prepared statements", server.catalogue().prepared(LIMIT), LIMIT, row -> {
            String text = ServerThread.orEmpty(row.getString(3));
            if (!text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length < MAX_PREPARED_TEXT) {
                prepared.computeIfAbsent(row.getLong(1), id -> new HashMap<>()).put(row.getLong(2), text);
            }
        });
        return prepared;
    }
}
