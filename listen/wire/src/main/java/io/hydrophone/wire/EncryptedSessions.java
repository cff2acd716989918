package io.hydrophone.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions that could not be heard because they were encrypted, by who talked to whom; a snapshot.
 *
 * @param counts at most {@value #LIMIT} pairs, and one more for the sessions of all others
 * @param versions of servers that were heard to greet, by {@code host:port}
 */
public record EncryptedSessions(Map<Pair, Long> counts, Map<String, String> versions) {
    public static final int LIMIT = 1_024;
    public static final EncryptedSessions NONE = new EncryptedSessions(Map.of(), Map.of());

    private static final String OTHER = "other";

    /**
     * Who talked to whom.
     *
     * @param client its address without port, or {@code other}
     * @param server {@code host:port}, or {@code other}
     */
    public record Pair(String client, String server) {
        public static final Pair OTHERS = new Pair(OTHER, OTHER);
    }

    /**
     * The sessions of one client with one server.
     *
     * @param serverVersion as the server names itself; "" when it was not heard to
     */
    public record Line(String client, String server, String serverVersion, long sessions) {}

    public EncryptedSessions {
        counts = Map.copyOf(counts);
        versions = Map.copyOf(versions);
    }

    /** What two decoders that shared the work have met. */
    public EncryptedSessions plus(EncryptedSessions more) {
        Map<Pair, Long> all = new HashMap<>(counts);
        more.counts.forEach((pair, sessions) -> count(all, pair, sessions));
        Map<String, String> known = new HashMap<>(versions);
        known.putAll(more.versions);
        return new EncryptedSessions(all, known);
    }

    /** Adds to a pair's count, or to that of all others when there is no room for one more pair. */
    public static void count(Map<Pair, Long> counts, Pair pair, long sessions) {
        boolean room = counts.size() < LIMIT || counts.containsKey(pair);
        counts.merge(room ? pair : Pair.OTHERS, sessions, Long::sum);
    }

    /** Most sessions first; those of all others last. */
    public List<Line> lines() {
        if (counts.isEmpty()) {
            return List.of(); // the common case, which needs no comparators
        }
        List<Line> lines = new ArrayList<>();
        counts.forEach((pair, sessions) ->
                lines.add(new Line(pair.client(), pair.server(), versions.getOrDefault(pair.server(), ""), sessions)));
        lines.sort(Comparator.comparing((Line line) -> line.client().equals(OTHER))
                .thenComparing(Comparator.comparingLong(Line::sessions).reversed())
                .thenComparing(Line::client)
                .thenComparing(Line::server));
        return lines;
    }
}
