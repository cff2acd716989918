package io.hydrophone.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The server's own counters since its start.
 *
 * @param questions commands of clients, those of {@link ServerConnection#ownQuestions} among them
 * @param uptimeSeconds since the start
 * @param digestsLost statements that found no room in the statement table; −1 when not known
 */
public record ServerStatus(long questions, long uptimeSeconds, long digestsLost) {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final List<String> NAMES = List.of("Questions", "Uptime", "Performance_schema_digest_lost");

    /** Reads them. */
    public static ServerStatus read(ServerConnection server) throws ServerFailure {
        Map<String, Long> values = new HashMap<>();
        server.query(
                "its status",
                server.catalogue().status(NAMES, LIMIT),
                LIMIT,
                row -> values.put(row.getString(1).toLowerCase(Locale.ROOT), row.getLong(2)));
        return new ServerStatus(
                values.getOrDefault("questions", 0L),
                values.getOrDefault("uptime", 0L),
                values.getOrDefault("performance_schema_digest_lost", -1L));
    }
}
