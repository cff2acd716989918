package io.hydrophone.traffic.recording;

import java.util.List;

/**
 * A session and the state in which it was met: that after its login, or later when its beginning was not heard.
 *
 * @param session the listener's counter, from 1: never the same for two sessions of one recording run
 * @param nanos when it was met
 * @param instance the server: its configured name, or host:port
 * @param client the client's address
 * @param clientPort its TCP port, −1 unknown
 * @param user the account's name
 * @param database the default database
 * @param collation the number of the session's collation, 0 unknown
 * @param capabilities what client and server agreed on, as bits of the protocol's flags, 0 unknown
 * @param sqlMode the session's sql_mode
 * @param midstream whether its beginning was not heard
 * @param prepared statements that were prepared before, and may be executed without another PREPARE
 */
public record SessionBegun(
        long session,
        long nanos,
        String instance,
        String client,
        int clientPort,
        String user,
        String database,
        int collation,
        long capabilities,
        String sqlMode,
        boolean midstream,
        List<PreparedBefore> prepared)
        implements TrafficEvent {
    public SessionBegun {
        prepared = List.copyOf(prepared);
    }
}
