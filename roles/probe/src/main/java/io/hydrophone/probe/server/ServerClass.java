package io.hydrophone.probe.server;

import io.hydrophone.client.Figure;
import io.hydrophone.client.Figures;
import io.hydrophone.client.StatementChange;
import io.hydrophone.client.StatementChange.Lifetime;
import java.util.HashMap;
import java.util.Map;

/**
 * What the server counted of a statement over some time, in all its schemas, and how often it was heard in that time.
 *
 * @param fingerprint in parentheses for the row of all others
 * @param heard 0 where nothing listens
 * @param databases with the count in each; "" for none
 * @param lastSeenNanos since 1970, by the server's clock
 * @param lifetime of all schemas together: the longest, and the largest of each quantile
 */
public record ServerClass(
        long digest,
        String fingerprint,
        Figures figures,
        long heard,
        Map<String, Long> databases,
        long lastSeenNanos,
        Lifetime lifetime) {
    static final String OTHER_TEXT = "(other statements)";

    static ServerClass none(long digest, String fingerprint) {
        return new ServerClass(
                digest, fingerprint, Figures.NONE, 0, Map.of(), 0, new Lifetime(Long.MAX_VALUE, 0, -1, -1, -1));
    }

    public long count() {
        return figures.get(Figure.COUNT);
    }

    /** Executions that were not heard; 0 for what is no single statement. */
    public long unheard() {
        return digest == StatementChange.OTHER ? 0 : Math.max(0, count() - heard);
    }

    ServerClass plusHeard(long more) {
        return new ServerClass(digest, fingerprint, figures, heard + more, databases, lastSeenNanos, lifetime);
    }

    ServerClass plus(StatementChange change) {
        Map<String, Long> schemas = new HashMap<>(databases);
        schemas.merge(change.schema(), change.figures().get(Figure.COUNT), Long::sum);
        return new ServerClass(
                digest,
                fingerprint,
                figures.plus(change.figures()),
                heard,
                schemas,
                Math.max(lastSeenNanos, change.lastSeenNanos()),
                larger(lifetime, change.lifetime()));
    }

    private static Lifetime larger(Lifetime a, Lifetime b) {
        return new Lifetime(
                Math.min(a.firstSeenNanos(), b.firstSeenNanos()),
                Math.max(a.maxNanos(), b.maxNanos()),
                Math.max(a.p95Nanos(), b.p95Nanos()),
                Math.max(a.p99Nanos(), b.p99Nanos()),
                Math.max(a.p999Nanos(), b.p999Nanos()));
    }
}
