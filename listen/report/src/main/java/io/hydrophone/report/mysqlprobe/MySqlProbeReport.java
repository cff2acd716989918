package io.hydrophone.report.mysqlprobe;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.IntervalReport;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the message of mysql-probe: one JSON object whose keys are database names, with single letters for fields, as
 * docs/report.md lists them. It remembers what it has told before, because a statement's text is told now and then only,
 * and because rates are those of the last ten seconds: one for each stream of messages. One thread at a time.
 */
public final class MySqlProbeReport {
    private static final JsonFactory JSON = new JsonFactory();

    private record Place(String database, String instance) {}

    private final StatementMemory memory = new StatementMemory();
    private final DatabaseNames names = new DatabaseNames();
    private final boolean masked;

    /** @param masked whether statements are told without their literals */
    public MySqlProbeReport(boolean masked) {
        this.masked = masked;
    }

    /** Someone reads from now on who knows no statement's text: each is told again when it comes next. */
    public void tellTemplatesAgain() {
        memory.forgetTemplates();
    }

    /**
     * The message of an interval; those of one stream in their order.
     *
     * @return null when nothing was heard in it: then mysql-probe sends nothing
     */
    public byte[] write(IntervalReport report) {
        Map<String, List<StatementSummary>> databases = databases(report.summary());
        if (databases.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            AssemblyWriter writer = new AssemblyWriter(json, memory, report, masked);
            json.writeStartObject();
            databases.forEach(writer::write);
            json.writeEndObject();
        }
        memory.expire(report.toNanos());
        return out.toByteArray();
    }

    /** Rows by the key under which they are told; users are added up, for the message knows none. */
    private Map<String, List<StatementSummary>> databases(Summary summary) {
        SummaryMerge merge = new SummaryMerge(
                new DigestOptions(summary.statements().size() + 1, Integer.MAX_VALUE, -1, QueryFilter.ALL));
        merge.add(withoutUsers(summary));
        Map<Place, List<StatementSummary>> places = new HashMap<>();
        for (StatementSummary row : merge.snapshot().statements()) {
            Place place = new Place(row.key().database(), row.key().instance());
            places.computeIfAbsent(place, key -> new ArrayList<>()).add(row);
        }
        Map<String, List<StatementSummary>> databases = new TreeMap<>();
        places.forEach((place, rows) -> databases.put(names.of(place.database(), place.instance()), rows));
        return databases;
    }

    private static Summary withoutUsers(Summary summary) {
        List<StatementSummary> rows = new ArrayList<>();
        for (StatementSummary row : summary.statements()) {
            StatementKey key = row.key();
            if (key.source() == Source.WIRE) {
                rows.add(row.withKey(new StatementKey(key.source(), key.instance(), key.database(), "", key.digest())));
            }
        }
        return new Summary(
                summary.fromNanos(),
                summary.toNanos(),
                rows,
                List.of(),
                List.of(),
                summary.timeline(),
                null,
                summary.counts());
    }
}
