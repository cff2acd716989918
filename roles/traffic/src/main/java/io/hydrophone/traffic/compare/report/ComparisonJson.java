package io.hydrophone.traffic.compare.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Difference;
import io.hydrophone.traffic.compare.Ending;
import io.hydrophone.traffic.compare.ErrorChange;
import io.hydrophone.traffic.compare.Example;
import io.hydrophone.traffic.compare.LatencyChange;
import io.hydrophone.traffic.compare.SideFigures;
import io.hydrophone.traffic.compare.StatementComparison;
import io.hydrophone.traffic.compare.Totals;
import io.hydrophone.traffic.compare.Verdict;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The comparison as one JSON object: durations in integer microseconds, what is unknown left out. */
final class ComparisonJson {
    private final ComparisonReport report;
    private final JsonGenerator json;

    private ComparisonJson(ComparisonReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    /** Writes the object and leaves the stream open. */
    static void write(ComparisonReport report, OutputStream out) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new ComparisonJson(report, json).write();
        }
    }

    private void write() {
        json.writeStartObject();
        json.writeStringProperty("source", report.source());
        json.writeStringProperty("target", report.target());
        json.writeStringProperty("pairing", report.pairing().label());
        json.writeStringProperty("verdict", report.verdict().label());
        totals(report.totals());
        json.writeObjectPropertyStart("verdicts");
        for (Verdict verdict : Verdict.values()) {
            json.writeNumberProperty(verdict.label(), report.count(verdict));
        }
        json.writeEndObject();
        json.writeNumberProperty("folded_statements", report.folded());
        json.writeArrayPropertyStart("notes");
        report.notes().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("fp_version", Fingerprinter.FP_VERSION);
        json.writeArrayPropertyStart("statements");
        report.shown().forEach(this::statement);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void totals(Totals totals) {
        json.writeObjectPropertyStart("totals");
        json.writeNumberProperty("statements", report.statements().size());
        json.writeNumberProperty("compared", totals.compared());
        json.writeNumberProperty("unheard", totals.unheard());
        json.writeNumberProperty("unpaired", totals.unpaired());
        json.writeNumberProperty("checksummed", totals.checksummed());
        for (Difference difference : Difference.values()) {
            json.writeNumberProperty(difference.label(), totals.count(difference));
        }
        skipped(totals.skipped());
        json.writeNumberProperty("slower_statements", report.slower());
        distribution("source_total_us", totals.source());
        distribution("target_total_us", totals.target());
        if (totals.expectedNanos() > 0) {
            json.writeNumberProperty("added_us", micros(totals.addedNanos()));
            json.writeNumberProperty("growth_ratio", totals.growth());
        }
        json.writeEndObject();
    }

    private void statement(StatementComparison statement) {
        json.writeStartObject();
        if (statement.digest() != 0) {
            json.writeStringProperty("digest", Fingerprinter.id(statement.digest()));
        }
        if (!statement.fingerprint().isEmpty()) {
            json.writeStringProperty("fingerprint", statement.fingerprint());
        }
        if (statement.command() != null) {
            json.writeStringProperty("command", statement.command().name());
        }
        json.writeStringProperty("verdict", statement.verdict().label());
        json.writeNumberProperty("compared", statement.compared());
        json.writeNumberProperty("unheard", statement.unheard());
        json.writeNumberProperty("checksummed", statement.checksummed());
        for (Difference difference : Difference.values()) {
            json.writeNumberProperty(difference.label(), statement.count(difference));
        }
        skipped(statement.skipped());
        side("source", statement.source());
        side("target", statement.target());
        latency(statement.latency());
        json.writeArrayPropertyStart("errors");
        statement.errors().forEach(this::error);
        json.writeEndArray();
        if (statement.otherErrors() > 0) {
            json.writeNumberProperty("other_errors", statement.otherErrors());
        }
        json.writeArrayPropertyStart("examples");
        statement.examples().forEach(this::example);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void skipped(Map<String, Long> skipped) {
        json.writeObjectPropertyStart("skipped");
        new TreeMap<>(skipped).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void side(String name, SideFigures side) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("count", side.count());
        json.writeNumberProperty("errors", side.errors());
        known("rows", side.rows());
        known("affected", side.affected());
        known("bytes", side.bytes());
        distribution("total_us", side.total());
        json.writeEndObject();
    }

    private void distribution(String name, LatencyDistribution of) {
        if (of.count() == 0) {
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("count", of.count());
        json.writeNumberProperty("sum", micros(of.sum()));
        json.writeNumberProperty("min", micros(of.min()));
        json.writeNumberProperty("p50", micros(of.quantile(0.5)));
        json.writeNumberProperty("p95", micros(of.quantile(0.95)));
        json.writeNumberProperty("p99", micros(of.quantile(0.99)));
        json.writeNumberProperty("max", micros(of.max()));
        json.writeEndObject();
    }

    private void latency(LatencyChange change) {
        if (change == null) {
            return;
        }
        json.writeObjectPropertyStart("latency");
        json.writeStringProperty("direction", change.direction().label());
        json.writeNumberProperty("probability_slower", change.probability());
        json.writeNumberProperty("ratio", change.ratio());
        json.writeNumberProperty("p", change.p());
        json.writeNumberProperty("q", change.q());
        json.writeStringProperty("typical", change.typical().label());
        json.writeNumberProperty("p95_ratio", change.tailRatio());
        if (!Double.isNaN(change.tailQ())) {
            json.writeNumberProperty("p95_q", change.tailQ());
        }
        json.writeStringProperty("tail", change.tail().label());
        json.writeNumberProperty("added_us", micros(change.addedNanos()));
        json.writeEndObject();
    }

    private void error(ErrorChange error) {
        json.writeStartObject();
        if (error.source() != 0) {
            json.writeNumberProperty("source_error", error.source());
        }
        if (error.target() != 0) {
            json.writeNumberProperty("target_error", error.target());
        }
        json.writeNumberProperty("source_count", error.sourceCount());
        json.writeNumberProperty("target_count", error.targetCount());
        if (!error.message().isEmpty()) {
            json.writeStringProperty("message", error.message());
        }
        json.writeEndObject();
    }

    private void example(Example example) {
        json.writeStartObject();
        json.writeStringProperty("difference", example.difference().label());
        json.writeStringProperty("session", Long.toString(example.session()));
        json.writeNumberProperty("number", example.number());
        if (example.nanos() >= 0) {
            json.writeNumberProperty("ts", micros(example.nanos()));
        }
        named("database", example.database());
        named("user", example.user());
        named("sql", example.sql());
        ending("source", example.source());
        ending("target", example.target());
        json.writeEndObject();
    }

    private void ending(String name, Ending ending) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("outcome", ending.outcome().label());
        if (ending.error() != 0) {
            json.writeNumberProperty("error", ending.error());
        }
        named("sql_state", ending.sqlState());
        named("message", ending.message());
        known("rows", ending.rows());
        known("affected", ending.affected());
        known("warnings", ending.warnings());
        known("bytes", ending.bytes());
        if (ending.totalNanos() >= 0) {
            json.writeNumberProperty("total_us", micros(ending.totalNanos()));
        }
        json.writeEndObject();
    }

    private void known(String name, long value) {
        if (value >= 0) {
            json.writeNumberProperty(name, value);
        }
    }

    private void named(String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    private static long micros(long nanos) {
        return Math.round(nanos / 1e3);
    }
}
