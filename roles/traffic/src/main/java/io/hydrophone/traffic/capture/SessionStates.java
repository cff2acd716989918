package io.hydrophone.traffic.capture;

import io.hydrophone.traffic.recording.PreparedBefore;
import java.util.List;

/** What the server itself knows of sessions whose login was not heard. On the listening thread: it must not wait. */
@FunctionalInterface
public interface SessionStates {
    /** Nobody knows anything. */
    SessionStates UNKNOWN = (client, clientPort, instance) -> null;

    /**
     * The state of exactly this connection, or null when it is not known.
     *
     * @param client the address, as in a session's key
     * @param instance the server, {@code host:port}
     */
    State find(String client, int clientPort, String instance);

    /**
     * The state in which a session was met.
     *
     * @param database "" for none
     * @param collation number of the connection's collation, 0 unknown
     * @param sqlMode "" unknown
     * @param prepared statements that may be executed
     */
    record State(String user, String database, int collation, String sqlMode, List<PreparedBefore> prepared) {
        public State {
            prepared = List.copyOf(prepared);
        }
    }
}
