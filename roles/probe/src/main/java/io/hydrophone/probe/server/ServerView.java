package io.hydrophone.probe.server;

import io.hydrophone.client.ServerVersion;
import io.hydrophone.core.Problem;
import java.util.List;

/**
 * How it stands with the server.
 *
 * @param version null before it was first reached
 * @param connected whether it answered last
 * @param instrumented whether it keeps statement statistics; of the last connection
 * @param readNanos when it was last read, since 1970; 0 before
 * @param digestsLost statements that found no room in its table, since its start; −1 when not known
 * @param resets rows of its table that began anew while they were watched
 * @param total coverage since the first reading
 * @param lastMinute coverage over the last minute
 * @param problems what it cannot tell, and why
 */
public record ServerView(
        ServerVersion version,
        boolean connected,
        boolean instrumented,
        long readNanos,
        long digestsLost,
        long resets,
        Coverage total,
        Coverage lastMinute,
        List<Problem> problems) {
    static final ServerView NONE =
            new ServerView(null, false, false, 0, -1, 0, Coverage.NONE, Coverage.NONE, List.of());

    public ServerView {
        problems = List.copyOf(problems);
    }
}
