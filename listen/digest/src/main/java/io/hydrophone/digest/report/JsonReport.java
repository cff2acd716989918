package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.log.LogCounters;
import io.hydrophone.digest.summary.ClientSummary;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.digest.summary.Timeline;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The report as one JSON object: durations in integer microseconds, what is unknown left out. */
public final class JsonReport {
    private final Report report;
    private final JsonGenerator json;
    private final Consumer<StatementClass> beside;

    private JsonReport(Report report, JsonGenerator json, Consumer<StatementClass> beside) {
        this.report = report;
        this.json = json;
        this.beside = beside;
    }

    /** Writes the object and leaves the stream open. */
    public static void write(Report report, OutputStream out) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new JsonReport(report, json, statement -> {}).write();
        }
    }

    /**
     * Writes the statements that the report shows as an array, as the value of a property whose name is written.
     *
     * @param beside adds properties to the end of a statement's object
     */
    public static void writeClasses(Report report, JsonGenerator json, Consumer<StatementClass> beside) {
        new JsonReport(report, json, beside).classes();
    }

    private void write() {
        json.writeStartObject();
        source();
        totals();
        json.writeNumberProperty("fp_version", Fingerprinter.FP_VERSION);
        json.writeName("classes");
        classes();
        json.writeArrayPropertyStart("clients");
        for (ClientSummary client : report.summary().clients()) {
            client(client);
        }
        json.writeEndArray();
        EncryptedJson.write(report.heard().encrypted(), json);
        timeline(report.summary().timeline());
        if (report.hasTransactions()) {
            json.writeName("transactions");
            new TransactionJson(json).write(report.summary().transactions(), report.transactionOptions(), report.top());
        }
        json.writeEndObject();
    }

    private void classes() {
        json.writeStartArray();
        for (StatementClass statement : report.shown()) {
            statementClass(statement);
        }
        json.writeEndArray();
    }

    private void source() {
        Heard heard = report.heard();
        json.writeObjectPropertyStart("source");
        json.writeStringProperty("title", heard.title());
        CaptureCounters capture = heard.capture();
        if (capture != null) {
            json.writeNumberProperty("packets", capture.packets());
            json.writeNumberProperty("bytes", capture.bytes());
            json.writeNumberProperty("kernel_drops", capture.kernelDrops());
            json.writeNumberProperty("skipped", capture.skipped());
            json.writeBooleanProperty("truncated", capture.truncatedFile());
            sampling(report.summary().counts().sampling());
            wire(heard.wire());
            JsonStreams.write(heard.streams(), json);
        }
        LogCounters log = heard.log();
        if (log != null) {
            json.writeNumberProperty("log_bytes", log.bytes());
            json.writeNumberProperty("log_lines", log.lines());
            json.writeNumberProperty("log_entries", log.entries());
            json.writeNumberProperty("log_unparsed", log.unparsed());
        }
        json.writeEndObject();
    }

    private void sampling(Sampling sampling) {
        json.writeNumberProperty("sample_ratio", sampling.coarsest().value());
        if (sampling.changed()) {
            json.writeBooleanProperty("sample_ratio_changed", true);
        }
    }

    private void wire(WireCounters wire) {
        json.writeNumberProperty("segments", wire.segments());
        json.writeNumberProperty("ignored", wire.ignored());
        json.writeNumberProperty("sessions", wire.sessions());
        json.writeNumberProperty("midstream_sessions", wire.midstreamSessions());
        json.writeNumberProperty("midstream_commands", wire.midstreamCommands());
        json.writeNumberProperty("tls_sessions", wire.tlsSessions());
        json.writeNumberProperty("x_protocol_sessions", wire.xProtocolSessions());
        json.writeNumberProperty("decrypted_sessions", wire.decryptedSessions());
        json.writeNumberProperty("refused_sessions", wire.refusedSessions());
        json.writeNumberProperty("compressed_sessions", wire.compressedSessions());
        json.writeNumberProperty("unrecognised", wire.unrecognised());
        json.writeNumberProperty("logins", wire.logins());
        json.writeNumberProperty("failed_logins", wire.failedLogins());
        json.writeNumberProperty("gaps", wire.gaps());
        json.writeNumberProperty("lost_bytes", wire.lostBytes());
        json.writeNumberProperty("unparsed", wire.unparsed());
        json.writeNumberProperty("lost_commands", wire.lostCommands());
        json.writeNumberProperty("evicted_sessions", wire.evictedSessions());
        json.writeNumberProperty("out_of_order", wire.outOfOrder());
        json.writeNumberProperty("retransmitted", wire.retransmitted());
        json.writeNumberProperty("sampled_out_sessions", wire.sampledOutSessions());
    }

    private void totals() {
        Summary summary = report.summary();
        json.writeObjectPropertyStart("totals");
        if (summary.fromNanos() > 0) {
            json.writeNumberProperty("first_ts", summary.fromNanos() / 1_000);
            json.writeNumberProperty("last_ts", (summary.toNanos() - 1) / 1_000);
        }
        tally(report.total().tally());
        if (report.total().latency().count() > 0) {
            distribution("latency_us", report.total().latency(), false);
        }
        if (report.total().total().count() > 0) {
            distribution("total_us", report.total().total(), false);
        }
        json.writeNumberProperty("statements", report.classes().size());
        json.writeObjectPropertyStart("commands");
        for (CommandCount command : summary.commands()) {
            json.writeObjectPropertyStart(command.command().name());
            json.writeNumberProperty("count", command.count());
            json.writeNumberProperty("errors", command.errors());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberProperty("filtered_out", summary.counts().filteredOut());
        json.writeNumberProperty("evicted", summary.counts().evictedRows());
        if (summary.counts().slowNanos() >= 0) {
            json.writeNumberProperty("slow_threshold_us", summary.counts().slowNanos() / 1_000);
        }
        json.writeEndObject();
    }

    private void statementClass(StatementClass statement) {
        StatementSummary figures = statement.figures();
        json.writeStartObject();
        json.writeStringProperty("digest", Fingerprinter.id(statement.digest()));
        json.writeStringProperty("fingerprint", figures.fingerprint());
        json.writeStringProperty("source", figures.key().source().label());
        tally(figures.tally());
        json.writeNumberProperty("share", Math.round(report.share(statement) * 1e6) / 1e6);
        if (figures.latency().count() > 0) {
            distribution("latency_us", figures.latency(), true);
        }
        if (figures.total().count() > 0) {
            distribution("total_us", figures.total(), true);
        }
        if (figures.firstSeenNanos() > 0) {
            json.writeNumberProperty("first_ts", figures.firstSeenNanos() / 1_000);
            json.writeNumberProperty("last_ts", figures.lastSeenNanos() / 1_000);
        }
        names("instances", statement.instances());
        names("databases", statement.databases());
        names("users", statement.users());
        clients(figures.clients());
        errorCodes(figures.errorCodes());
        if (!figures.tags().isEmpty()) {
            tags(figures.tags());
        }
        if (!figures.slowest().isEmpty()) {
            slowest(figures.slowest());
        }
        if (figures.sample() != null) {
            sample(figures.sample());
        }
        beside.accept(statement);
        json.writeEndObject();
    }

    private void tally(Tally tally) {
        json.writeNumberProperty("count", tally.count());
        if (report.summary().counts().sampling().isSampled()) {
            json.writeNumberProperty("estimated_count", tally.estimatedCount());
        }
        known("errors", tally.errors());
        json.writeNumberProperty("lost", tally.lost());
        json.writeNumberProperty("aborted", tally.aborted());
        json.writeNumberProperty("unfinished", tally.unfinished());
        known("rows_sent", tally.rowsSent());
        known("rows_affected", tally.rowsAffected());
        known("warnings", tally.warnings());
        known("bytes_in", tally.bytesIn());
        known("bytes_out", tally.bytesOut());
        known("no_index", tally.noIndex());
        known("no_good_index", tally.noGoodIndex());
        known("server_slow", tally.serverSlow());
        if (report.summary().counts().slowNanos() >= 0) {
            json.writeNumberProperty("slow", tally.slow());
        }
    }

    private void known(String name, long value) {
        if (value >= 0) {
            json.writeNumberProperty(name, value);
        }
    }

    /** Buckets are [index, count]: index i ends at 2^((i+1)/16) ns, inclusive. */
    private void distribution(String name, LatencyDistribution of, boolean buckets) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("sum", of.sum() / 1_000);
        json.writeNumberProperty("min", of.min() / 1_000);
        json.writeNumberProperty("p50", of.quantile(0.5) / 1_000);
        json.writeNumberProperty("p95", of.quantile(0.95) / 1_000);
        json.writeNumberProperty("p99", of.quantile(0.99) / 1_000);
        json.writeNumberProperty("max", of.max() / 1_000);
        if (buckets) {
            json.writeNumberProperty("count", of.count());
            json.writeNumberProperty("zeros", of.zeroCount());
            json.writeArrayPropertyStart("buckets");
            of.forEachBucket((index, count) -> {
                json.writeStartArray();
                json.writeNumber(index);
                json.writeNumber(count);
                json.writeEndArray();
            });
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Known names, most frequent first. */
    private void names(String list, Ranking<String> ranking) {
        json.writeArrayPropertyStart(list);
        for (Share<String> share : ranking.shares()) {
            if (!share.value().isEmpty()) {
                json.writeString(share.value());
            }
        }
        json.writeEndArray();
    }

    private void clients(Ranking<String> ranking) {
        json.writeArrayPropertyStart("clients");
        for (Share<String> share : ranking.shares()) {
            json.writeStartObject();
            json.writeStringProperty("client", share.value());
            json.writeNumberProperty("count", share.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (ranking.others() > 0) {
            json.writeNumberProperty("other_clients", ranking.others());
        }
    }

    private void errorCodes(Ranking<Integer> codes) {
        if (codes.shares().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("error_codes");
        for (Share<Integer> share : codes.shares()) {
            json.writeStartObject();
            json.writeNumberProperty("code", share.value());
            json.writeNumberProperty("count", share.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void tags(List<TagRanking> tags) {
        json.writeObjectPropertyStart("tags");
        for (TagRanking tag : tags) {
            json.writeArrayPropertyStart(tag.tag());
            for (TagShare share : tag.shares()) {
                share("value", share.value(), share.count(), share.totalNanos());
            }
            if (tag.others() > 0) {
                share("other", null, tag.others(), tag.otherNanos());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** @param value null for all that are not listed */
    private void share(String name, String value, long count, long totalNanos) {
        json.writeStartObject();
        if (value == null) {
            json.writeBooleanProperty(name, true);
        } else {
            json.writeStringProperty(name, value);
        }
        json.writeNumberProperty("count", count);
        json.writeNumberProperty("total_us", totalNanos / 1_000);
        json.writeEndObject();
    }

    private void traceId(String traceId) {
        if (!traceId.isEmpty()) {
            json.writeStringProperty("trace_id", traceId);
        }
    }

    private void slowest(List<SlowQuery> queries) {
        json.writeArrayPropertyStart("slowest");
        for (SlowQuery query : queries) {
            json.writeStartObject();
            json.writeStringProperty("digest", Fingerprinter.id(query.digest()));
            json.writeStringProperty("client", query.client());
            json.writeNumberProperty("ts", query.endNanos() / 1_000);
            json.writeNumberProperty("total_us", query.totalNanos() / 1_000);
            traceId(query.traceId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void sample(Sample sample) {
        byte[] sql = SqlText.bytes(sample, report.masked());
        json.writeStringProperty("sample", SqlText.of(sample, report.masked()));
        if (!SqlText.isUtf8(sql)) {
            json.writeStringProperty("sample_b64", Base64.getEncoder().encodeToString(sql));
        }
        json.writeBooleanProperty("sample_truncated", sample.truncated());
        known("sample_total_us", sample.totalNanos() < 0 ? -1 : sample.totalNanos() / 1_000);
        if (!sample.traceId().isEmpty()) {
            json.writeStringProperty("sample_trace_id", sample.traceId());
        }
    }

    private void client(ClientSummary client) {
        json.writeStartObject();
        json.writeStringProperty("client", client.client());
        json.writeNumberProperty("count", client.count());
        known("errors", client.errors());
        json.writeNumberProperty("total_us", client.totalNanos() / 1_000);
        if (report.summary().counts().slowNanos() >= 0) {
            json.writeNumberProperty("slow", client.slow());
            slowest(client.slowest());
        }
        json.writeEndObject();
    }

    private void timeline(Timeline timeline) {
        json.writeObjectPropertyStart("timeline");
        json.writeNumberProperty("slot_us", timeline.slotNanos() / 1_000);
        if (!timeline.slots().isEmpty()) {
            json.writeNumberProperty("first_ts", timeline.startNanos(0) / 1_000);
        }
        json.writeArrayPropertyStart("slots");
        for (Timeline.Slot slot : timeline.slots()) {
            json.writeStartObject();
            json.writeNumberProperty("count", slot.count());
            json.writeNumberProperty("errors", slot.errors());
            json.writeNumberProperty("busy_us", slot.busyNanos() / 1_000);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
