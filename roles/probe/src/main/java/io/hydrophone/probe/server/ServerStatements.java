package io.hydrophone.probe.server;

import io.hydrophone.client.Figure;
import io.hydrophone.client.Figures;
import java.util.Map;

/**
 * The server's statements in a span of time.
 *
 * @param fromNanos since 1970, on a second; 0 when nothing was read yet
 * @param toNanos exclusive, likewise
 * @param classes by digest
 */
public record ServerStatements(long fromNanos, long toNanos, Map<Long, ServerClass> classes) {
    public ServerStatements {
        classes = Map.copyOf(classes);
    }

    /** All together. */
    public Figures total() {
        Figures total = Figures.NONE;
        for (ServerClass one : classes.values()) {
            total = total.plus(one.figures());
        }
        return total;
    }

    /** Executions that the server counted and that were not heard. */
    public long unheard() {
        return classes.values().stream().mapToLong(ServerClass::unheard).sum();
    }

    public long count() {
        return total().get(Figure.COUNT);
    }
}
