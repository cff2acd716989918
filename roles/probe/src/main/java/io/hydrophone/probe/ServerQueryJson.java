package io.hydrophone.probe;

import io.hydrophone.client.Figure;
import io.hydrophone.client.Figures;
import io.hydrophone.client.StatementChange;
import io.hydrophone.client.StatementChange.Lifetime;
import io.hydrophone.core.Source;
import io.hydrophone.digest.report.Order;
import io.hydrophone.probe.server.ServerClass;
import io.hydrophone.probe.server.ServerStatements;
import io.hydrophone.sql.Fingerprinter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Statements as the server counts them: the same names as for those that were heard, and what only the server knows. */
final class ServerQueryJson {
    private static final int MAX_DATABASES = 16;

    private ServerQueryJson() {}

    /** A page of {@code /api/v1/queries?source=server}. */
    static void page(ServerStatements counted, String instance, Order order, int skip, int top, JsonGenerator json) {
        List<ServerClass> ranked = counted.classes().values().stream()
                .sorted(Comparator.comparingLong((ServerClass one) -> -figure(one, order))
                        .thenComparingLong(one -> -one.count())
                        .thenComparing(ServerClass::digest, Long::compareUnsigned))
                .toList();
        int from = Math.min(skip, ranked.size());
        int to = Math.min(from + top, ranked.size());
        Figures total = counted.total();
        json.writeStartObject();
        json.writeStringProperty("source", Source.SERVER.label());
        span(counted, json);
        json.writeNumberProperty("statements", ranked.size());
        json.writeNumberProperty("count", total.get(Figure.COUNT));
        json.writeNumberProperty("unheard", counted.unheard());
        json.writeArrayPropertyStart("classes");
        for (ServerClass one : ranked.subList(from, to)) {
            whole(one, instance, total.get(Figure.TOTAL), json);
        }
        json.writeEndArray();
        if (to < ranked.size()) {
            json.writeStringProperty("next", Integer.toString(to));
        }
        json.writeEndObject();
    }

    /** Beside the total of what was heard. */
    static void total(ServerStatements counted, JsonGenerator json) {
        json.writeObjectPropertyStart("server");
        span(counted, json);
        Figures total = counted.total();
        json.writeNumberProperty("count", total.get(Figure.COUNT));
        json.writeNumberProperty("total_us", total.get(Figure.TOTAL) / 1_000);
        figures(total, json);
        json.writeEndObject();
        json.writeNumberProperty("unheard", counted.unheard());
    }

    /** Beside a class that was heard. */
    static void beside(ServerClass one, JsonGenerator json) {
        json.writeObjectPropertyStart("server");
        json.writeNumberProperty("count", one.count());
        json.writeNumberProperty("heard", one.heard());
        json.writeNumberProperty("total_us", one.figures().get(Figure.TOTAL) / 1_000);
        figures(one.figures(), json);
        lifetime(one.lifetime(), json);
        json.writeEndObject();
        json.writeNumberProperty("unheard", one.unheard());
    }

    private static void whole(ServerClass one, String instance, long allNanos, JsonGenerator json) {
        long nanos = one.figures().get(Figure.TOTAL);
        json.writeStartObject();
        json.writeStringProperty("digest", Fingerprinter.id(one.digest()));
        json.writeStringProperty("fingerprint", one.fingerprint());
        json.writeStringProperty("source", Source.SERVER.label());
        json.writeNumberProperty("count", one.count());
        figures(one.figures(), json);
        json.writeNumberProperty("share", allNanos == 0 ? 0 : Math.round(1e6 * nanos / allNanos) / 1e6);
        json.writeObjectPropertyStart("total_us");
        json.writeNumberProperty("sum", nanos / 1_000);
        json.writeEndObject();
        if (one.lastSeenNanos() > 0) {
            json.writeNumberProperty("last_ts", one.lastSeenNanos() / 1_000);
        }
        json.writeArrayPropertyStart("instances");
        json.writeString(instance);
        json.writeEndArray();
        json.writeArrayPropertyStart("databases");
        one.databases().entrySet().stream()
                .filter(database -> !database.getKey().isEmpty())
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MAX_DATABASES)
                .forEach(database -> json.writeString(database.getKey()));
        json.writeEndArray();
        lifetime(one.lifetime(), json);
        if (one.digest() != StatementChange.OTHER) {
            json.writeNumberProperty("heard", one.heard());
            json.writeNumberProperty("unheard", one.unheard());
        }
        json.writeEndObject();
    }

    private static void figures(Figures figures, JsonGenerator json) {
        json.writeNumberProperty("errors", figures.get(Figure.ERRORS));
        json.writeNumberProperty("rows_sent", figures.get(Figure.ROWS_SENT));
        json.writeNumberProperty("rows_affected", figures.get(Figure.ROWS_AFFECTED));
        json.writeNumberProperty("warnings", figures.get(Figure.WARNINGS));
        json.writeNumberProperty("no_index", figures.get(Figure.NO_INDEX));
        json.writeNumberProperty("no_good_index", figures.get(Figure.NO_GOOD_INDEX));
        json.writeNumberProperty("rows_examined", figures.get(Figure.ROWS_EXAMINED));
        json.writeNumberProperty("lock_us", figures.get(Figure.LOCK) / 1_000);
        json.writeNumberProperty("tmp_tables", figures.get(Figure.TMP_TABLES));
        json.writeNumberProperty("tmp_disk_tables", figures.get(Figure.TMP_DISK_TABLES));
        json.writeNumberProperty("sort_merge_passes", figures.get(Figure.SORT_MERGE_PASSES));
        json.writeNumberProperty("sort_rows", figures.get(Figure.SORT_ROWS));
        json.writeNumberProperty("sort_scans", figures.get(Figure.SORT_SCANS));
        json.writeNumberProperty("full_joins", figures.get(Figure.FULL_JOINS));
        json.writeNumberProperty("full_scans", figures.get(Figure.FULL_SCANS));
    }

    /** Of all executions that the server remembers, not only of those counted here. */
    private static void lifetime(Lifetime lifetime, JsonGenerator json) {
        json.writeObjectPropertyStart("lifetime");
        json.writeNumberProperty("first_ts", lifetime.firstSeenNanos() / 1_000);
        json.writeNumberProperty("max_us", lifetime.maxNanos() / 1_000);
        known("p95_us", lifetime.p95Nanos(), json);
        known("p99_us", lifetime.p99Nanos(), json);
        known("p999_us", lifetime.p999Nanos(), json);
        json.writeEndObject();
    }

    private static void known(String name, long nanos, JsonGenerator json) {
        if (nanos >= 0) {
            json.writeNumberProperty(name, nanos / 1_000);
        }
    }

    private static void span(ServerStatements counted, JsonGenerator json) {
        if (counted.toNanos() > 0) {
            json.writeNumberProperty("from", counted.fromNanos() / 1_000);
            json.writeNumberProperty("to", counted.toNanos() / 1_000);
        }
    }

    private static long figure(ServerClass one, Order order) {
        Figures figures = one.figures();
        return switch (order) {
            case TIME -> figures.get(Figure.TOTAL);
            case COUNT -> figures.get(Figure.COUNT);
            case ERRORS -> figures.get(Figure.ERRORS);
            case P99 -> one.lifetime().p99Nanos();
            case ROWS -> figures.get(Figure.ROWS_SENT) + figures.get(Figure.ROWS_AFFECTED);
        };
    }
}
