package io.hydrophone.report.mysqlprobe;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.summary.ClientShare;
import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.report.IntervalReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes what mysql-probe calls an AssemblySummary: a database, its statements, and the same by client. */
final class AssemblyWriter {
    /** A statement of one client. */
    private record Asked(StatementSummary row, ClientShare share) {}

    private final JsonGenerator json;
    private final StatementMemory memory;
    private final long now;
    private final MessageWriter messages;

    AssemblyWriter(JsonGenerator json, StatementMemory memory, IntervalReport report, boolean masked) {
        this.json = json;
        this.memory = memory;
        this.now = report.toNanos();
        this.messages = new MessageWriter(json, masked);
    }

    /** @param name the key of the database */
    void write(String name, List<StatementSummary> all) {
        StatementKey of = all.getFirst().key();
        List<StatementSummary> rows = new ArrayList<>();
        long unknownExecutions = 0;
        long lastSeen = 0;
        for (StatementSummary row : all) {
            lastSeen = Math.max(lastSeen, row.lastSeenNanos());
            if (row.key().digest() == StatementKey.PREPARED_EARLIER) {
                unknownExecutions += row.tally().count();
            } else {
                rows.add(row);
            }
        }
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("a", DatabaseNames.plain(of.database()));
        json.writeStringProperty("b", host(of.instance()));
        json.writeNumberProperty("c", lastSeen);
        json.writeArrayPropertyStart("d");
        rows.forEach(this::group);
        json.writeEndArray();
        json.writeArrayPropertyStart("e");
        byClient(rows).forEach(this::client);
        json.writeEndArray();
        json.writeNumberProperty("f", unknownExecutions);
        json.writeEndObject();
    }

    private static Map<String, List<Asked>> byClient(List<StatementSummary> rows) {
        Map<String, List<Asked>> clients = new LinkedHashMap<>();
        for (StatementSummary row : rows) {
            List<ClientShare> shares = new ArrayList<>(row.clientRanking().shares());
            if (row.clientRanking().others().count() > 0) {
                shares.add(row.clientRanking().others());
            }
            for (ClientShare share : shares) {
                clients.computeIfAbsent(share.client(), key -> new ArrayList<>())
                        .add(new Asked(row, share));
            }
        }
        return clients;
    }

    /** A statement, whoever asked it. */
    private void group(StatementSummary row) {
        StatementMemory.Entry entry = memory.of(row.key(), row.fingerprint(), now);
        ClientShare total = row.clientRanking().total();
        entry.latency.add(now, total.count() - total.unanswered(), row.latency());
        json.writeStartObject();
        json.writeStringProperty("a", entry.key);
        if (entry.tellTemplate(now)) {
            json.writeStringProperty("b", row.fingerprint());
        }
        figures(row, total);
        recent(entry.latency);
        if (row.sample() != null && entry.tellSample(now)) {
            json.writeName("r");
            messages.sample(row.sample());
        }
        json.writeEndObject();
    }

    private void client(String client, List<Asked> asked) {
        json.writeStartObject();
        json.writeStringProperty("a", client);
        json.writeArrayPropertyStart("b");
        for (Asked one : asked) {
            StatementSummary row = one.row();
            json.writeStartObject();
            json.writeStringProperty("a", memory.of(row.key(), row.fingerprint(), now).key);
            figures(row, one.share());
            slow(row, client);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void figures(StatementSummary row, ClientShare share) {
        json.writeNumberProperty("c", share.count() - share.errors() - share.unanswered());
        json.writeNumberProperty("d", share.errors());
        json.writeNumberProperty("e", row.lastSeenNanos());
        millis("f", share.latencyNanos() - share.errorNanos());
        millis("g", share.errorNanos());
        json.writeNumberProperty("h", share.noGoodIndex());
        json.writeNumberProperty("i", share.noIndex());
        json.writeNumberProperty("j", share.serverSlow());
    }

    private void recent(RecentLatency recent) {
        LatencyDistribution latency = recent.together();
        json.writeNumberProperty("k", recent.queriesPerSecond());
        if (latency.count() > 0) {
            millis("l", latency.sum() / latency.count());
            millis("m", latency.min());
            millis("n", latency.max());
            millis("o", latency.quantile(0.99));
        }
    }

    private void slow(StatementSummary row, String client) {
        List<SlowQuery> slow = row.slowest().stream()
                .filter(query -> query.client().equals(client))
                .toList();
        if (!slow.isEmpty()) {
            json.writeArrayPropertyStart("p");
            slow.forEach(query -> messages.slow(query, row.sample()));
            json.writeEndArray();
        }
    }

    private void millis(String name, long nanos) {
        json.writeNumberProperty(name, nanos / 1e6f);
    }

    /** Of {@code host:port} or {@code [host]:port}. */
    private static String host(String instance) {
        int colon = instance.lastIndexOf(':');
        String host = colon < 0 ? instance : instance.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
