package io.hydrophone.client;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a server executes at a moment, and what holds it up.
 *
 * @param running at most 1,000, Hydrophone's own left out
 * @param blockers by the id of the thread that waits; those that wait for nobody are not in it
 */
public record RunningThreads(List<ServerThread> running, Map<Long, List<ServerThread>> blockers) {
    public static final RunningThreads NONE = new RunningThreads(List.of(), Map.of());

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MAX_BLOCKERS = 200;
    private static final String METADATA_LOCK = "metadata lock";

    /** Asks what runs; then who waits for rows and for tables' definitions, if anyone does. */
    public static RunningThreads read(ServerConnection server) throws ServerFailure {
        Catalogue catalogue = server.catalogue();
        List<ServerThread> running = new ArrayList<>();
        server.query("the processlist", catalogue.running(LIMIT), LIMIT, row -> running.add(ServerThread.of(row)));
        Map<Long, Set<Long>> waits = new LinkedHashMap<>();
        long[] waiting = new long[1];
        server.query("transactions", catalogue.rowWaits(LIMIT), LIMIT, row -> waiting[0] = row.getLong(1));
        if (waiting[0] > 0) {
            pairs(server, "lock waits", catalogue.rowBlockers(LIMIT), waits);
        }
        if (running.stream().anyMatch(thread -> thread.state().contains(METADATA_LOCK)) && server.isInstrumented()) {
            pairs(server, "metadata locks", catalogue.metadataBlockers(LIMIT), waits);
        }
        return new RunningThreads(running, waits.isEmpty() ? Map.of() : blockers(server, waits));
    }

    private static void pairs(ServerConnection server, String what, String sql, Map<Long, Set<Long>> waits)
            throws ServerFailure {
        server.query(
                what,
                sql,
                LIMIT,
                row -> waits.computeIfAbsent(row.getLong(1), id -> new LinkedHashSet<>())
                        .add(row.getLong(2)));
    }

    private static Map<Long, List<ServerThread>> blockers(ServerConnection server, Map<Long, Set<Long>> waits)
            throws ServerFailure {
        Catalogue catalogue = server.catalogue();
        List<Long> ids = waits.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .limit(MAX_BLOCKERS)
                .toList();
        Map<Long, String> lastStatements = new HashMap<>();
        if (server.isInstrumented()) {
            server.query(
                    "last statements",
                    catalogue.lastStatements(ids, LIMIT),
                    LIMIT,
                    row -> lastStatements.put(row.getLong(1), row.getString(2)));
        }
        Map<Long, ServerThread> threads = new HashMap<>();
        server.query("the processlist", catalogue.threads(ids, LIMIT), LIMIT, row -> {
            threads.put(row.getLong(1), ServerThread.of(row, lastStatements, transactionMicros(row.getString(9))));
        });
        Map<Long, List<ServerThread>> blockers = new HashMap<>();
        waits.forEach((waiter, of) -> blockers.put(
                waiter,
                of.stream().map(threads::get).filter(thread -> thread != null).toList()));
        return blockers;
    }

    private static long transactionMicros(String seconds) throws SQLException {
        return seconds == null ? -1 : Math.max(0, Long.parseLong(seconds) * 1_000_000);
    }
}
