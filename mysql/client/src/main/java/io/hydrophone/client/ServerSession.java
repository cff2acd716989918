package io.hydrophone.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is at the other end of a connection over TCP.
 *
 * @param database "" for none
 */
public record ServerSession(Peer peer, String user, String database) {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** The name of connections that have not logged in yet. */
    private static final String NOBODY = "unauthenticated user";

    /** The server's sessions whose clients' addresses and ports are known; at most 10,000. */
    public static List<ServerSession> read(ServerConnection server) throws ServerFailure {
        List<ServerSession> sessions = new ArrayList<>();
        server.query("the processlist", server.catalogue().sessions(LIMIT), LIMIT, row -> {
            String user = ServerThread.orEmpty(row.getString(2));
            Peer peer = Peer.parse(ServerThread.orEmpty(row.getString(3)));
            if (peer != null && !user.isEmpty() && !user.equals(NOBODY)) {
                sessions.add(new ServerSession(peer, user, ServerThread.orEmpty(row.getString(4))));
            }
        });
        return sessions;
    }
}
