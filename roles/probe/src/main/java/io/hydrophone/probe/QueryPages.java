package io.hydrophone.probe;

import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.JsonReport;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.HttpRequest;
import java.util.List;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JsonGenerator;

/** The statements: those that ended, by class, and those that run. Literals are masked. */
final class QueryPages {
    private static final int USUAL_TOP = 20;
    private static final int MAX_TOP = 1_000;

    private final Probe probe;

    QueryPages(Probe probe) {
        this.probe = probe;
    }

    /** {@code /api/v1/queries?top=&order=&from=&to=&cursor=}, times in microseconds since 1970. */
    void queries(HttpRequest request, JsonGenerator json) {
        request.expectOnly("top", "order", "from", "to", "cursor");
        int top = (int) request.number("top", USUAL_TOP, 1, MAX_TOP);
        int skip = (int) request.number("cursor", 0, 0, Integer.MAX_VALUE);
        Order order = request.choice("order", Order.TIME);
        boolean ranged = request.parameter("from") != null || request.parameter("to") != null;
        long max = Long.MAX_VALUE / 1_000;
        Summary summary = ranged
                ? probe.between(request.number("from", 0, 0, max) * 1_000, request.number("to", max, 0, max) * 1_000)
                : probe.sinceStart();
        Report all = Report.of(
                new Heard(probe.options().devices(), probe.captured(), null, List.of(), null),
                summary,
                order,
                MAX_TOP,
                true);
        int from = Math.min(skip, all.classes().size());
        int to = Math.min(from + top, all.classes().size());
        json.writeStartObject();
        if (summary.toNanos() > summary.fromNanos()) {
            json.writeNumberProperty("from", summary.fromNanos() / 1_000);
            json.writeNumberProperty("to", summary.toNanos() / 1_000);
        }
        json.writeNumberProperty("statements", all.classes().size());
        json.writeNumberProperty("count", all.total().tally().count());
        json.writeName("classes");
        JsonReport.writeClasses(all.part(from, to), json);
        if (to < all.classes().size()) {
            json.writeStringProperty("next", Integer.toString(to));
        }
        json.writeEndObject();
    }

    /** {@code /api/v1/running?top=}, oldest first. */
    void running(HttpRequest request, JsonGenerator json) throws TimeoutException, InterruptedException {
        request.expectOnly("top");
        long top = request.number("top", Observation.MAX_RUNNING, 1, Observation.MAX_RUNNING);
        Observation seen = probe.observe();
        json.writeStartObject();
        json.writeNumberProperty("ts", seen.nanos() / 1_000);
        json.writeNumberProperty("count", seen.runningCount());
        json.writeArrayPropertyStart("running");
        seen.running().stream().limit(top).forEach(statement -> running(statement, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void running(RunningStatement statement, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("age_us", statement.ageNanos() / 1_000);
        json.writeNumberProperty("ts", statement.startNanos() / 1_000);
        json.writeStringProperty("session", Long.toString(statement.session()));
        json.writeStringProperty("client", statement.key().client() + ":" + statement.clientPort());
        json.writeStringProperty("server", statement.key().instance());
        known(json, "user", statement.key().user());
        known(json, "db", statement.key().database());
        json.writeStringProperty("command", statement.command().name());
        if (statement.sql() != null) {
            json.writeStringProperty("sql", statement.masked());
        }
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }
}
