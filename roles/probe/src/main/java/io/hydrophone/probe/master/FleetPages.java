package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Source;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.StatementPage;
import io.hydrophone.report.CaptureFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What any master tells of a fleet, wherever it keeps the sums. */
public final class FleetPages {
    private FleetPages() {}

    /**
     * The page of {@code /api/v1/queries} that {@code top}, {@code order} and {@code cursor} ask for.
     *
     * @param title of the report: the group
     * @param instance whose statements these are; null for those of all
     */
    public static void queries(
            String title, String instance, Summary summary, HttpRequest request, JsonGenerator json) {
        StatementPage page = StatementPage.of(request);
        Report all = Report.of(
                new Heard(title, null, null, List.of(), null),
                summary,
                request.choice("order", Order.TIME),
                StatementPage.MAX_TOP,
                true);
        json.writeStartObject();
        json.writeStringProperty("source", Source.WIRE.label());
        if (instance != null) {
            json.writeStringProperty("instance", instance);
        }
        page.write(summary, all, json, totals -> {}, statement -> {});
        json.writeEndObject();
    }

    /** What is said of a server that nobody told of. */
    public static ProblemException unknownInstance(String instance, String path) {
        return new ProblemException(
                "unknown-instance",
                "no probe has told of a server " + instance,
                path,
                "/api/v1/instances lists those that are known");
    }

    /** What {@code /api/v1/instances?digest=} asks for: every server, or every server that was asked one statement. */
    public static List<StatementSummary> rows(InstanceTotals instances, HttpRequest request) {
        String digest = request.parameter("digest");
        return digest == null ? instances.totals() : instances.instancesOf(id(digest, request.path()));
    }

    /** The page of them. */
    public static void instances(List<StatementSummary> rows, JsonGenerator json) {
        json.writeStartObject();
        json.writeArrayPropertyStart("instances");
        rows.forEach(row -> instance(row, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What probes did not hear, by kind. */
    public static Map<String, Long> losses(CaptureFigures capture) {
        Map<String, Long> losses = new LinkedHashMap<>();
        losses.put("kernel_drop", capture.kernelDrops());
        losses.put("gap", capture.gaps());
        losses.put("evicted", capture.evicted());
        losses.put("sampled", capture.sampled());
        losses.put("encrypted", capture.encrypted());
        losses.put("unparsed", capture.unparsed());
        return losses;
    }

    /** The same as the property {@code losses}. */
    public static void losses(CaptureFigures capture, JsonGenerator json) {
        json.writeObjectPropertyStart("losses");
        losses(capture).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private static long id(String digest, String path) {
        if (!digest.matches("[0-9a-fA-F]{16}")) {
            throw new ProblemException(
                    "bad-parameter", "this is no digest", path, "give 16 hexadecimal digits, as /api/v1/queries does");
        }
        return Long.parseUnsignedLong(digest, 16);
    }

    private static void instance(StatementSummary row, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("instance", row.key().instance());
        json.writeNumberProperty("count", row.tally().count());
        if (row.tally().errors() >= 0) {
            json.writeNumberProperty("errors", row.tally().errors());
        }
        if (row.total().count() > 0) {
            json.writeObjectPropertyStart("total_us");
            json.writeNumberProperty("sum", row.total().sum() / 1_000);
            json.writeNumberProperty("p50", row.total().quantile(0.5) / 1_000);
            json.writeNumberProperty("p95", row.total().quantile(0.95) / 1_000);
            json.writeNumberProperty("p99", row.total().quantile(0.99) / 1_000);
            json.writeNumberProperty("max", row.total().max() / 1_000);
            json.writeEndObject();
        }
        json.writeNumberProperty("first_ts", row.firstSeenNanos() / 1_000);
        json.writeNumberProperty("last_ts", row.lastSeenNanos() / 1_000);
        json.writeEndObject();
    }
}
