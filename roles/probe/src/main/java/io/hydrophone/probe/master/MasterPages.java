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
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What was asked in the fleet, by statement: over all servers, of one server, or one statement by server. Literals are masked. */
final class MasterPages {
    private final Master master;

    MasterPages(Master master) {
        this.master = master;
    }

    /** {@code /api/v1/queries?instance=&top=&order=&from=&to=&cursor=}, times in microseconds since 1970. */
    void queries(HttpRequest request, JsonGenerator json) {
        request.expectOnly("instance", "top", "order", "from", "to", "cursor");
        StatementPage page = StatementPage.of(request);
        Order order = request.choice("order", Order.TIME);
        long max = Long.MAX_VALUE / 1_000;
        long from = request.number("from", 0, 0, max) * 1_000;
        long to = request.number("to", max, 0, max) * 1_000;
        boolean ranged = request.parameter("from") != null || request.parameter("to") != null;
        String instance = request.parameter("instance");
        if (instance != null && ranged) {
            throw new ProblemException(
                    "bad-parameter",
                    "of one server only what was asked since the start is kept",
                    request.path(),
                    "leave out from and to, or ask the probe beside that server");
        }
        Fleet fleet = master.keeper().fleet();
        Summary summary = instance != null
                ? FleetFile.summary(instance(fleet, instance, request.path()))
                : fleet.read(sums ->
                        ranged ? sums.ledger().between(from, to) : sums.ledger().sinceStart());
        Report all = Report.of(
                new Heard(master.options().group(), null, null, List.of(), null),
                summary,
                order,
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

    private static List<StatementSummary> instance(Fleet fleet, String instance, String path) {
        List<StatementSummary> rows = fleet.read(sums -> sums.instances().rows(instance));
        if (rows.isEmpty()) {
            throw new ProblemException(
                    "unknown-instance",
                    "no probe has told of a server " + instance,
                    path,
                    "/api/v1/instances lists those that are known");
        }
        return rows;
    }

    /** {@code /api/v1/instances?digest=}: every server, or every server that was asked one statement. */
    void instances(HttpRequest request, JsonGenerator json) {
        request.expectOnly("digest");
        String digest = request.parameter("digest");
        Fleet fleet = master.keeper().fleet();
        List<StatementSummary> rows = digest == null
                ? fleet.read(sums -> sums.instances().totals())
                : fleet.read(sums -> sums.instances().instancesOf(id(digest, request.path())));
        json.writeStartObject();
        json.writeArrayPropertyStart("instances");
        rows.forEach(row -> instance(row, json));
        json.writeEndArray();
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
