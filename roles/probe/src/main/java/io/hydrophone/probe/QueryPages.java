package io.hydrophone.probe;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Source;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.JsonReport;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.server.ServerClass;
import io.hydrophone.probe.server.ServerStatements;
import io.hydrophone.probe.server.ServerWatch;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The statements that ended, by class, as heard or as the server counts them. Literals are masked. */
final class QueryPages {
    /** Where a page's figures come from; never both added. */
    private enum From {
        WIRE,
        SERVER
    }

    private static final int USUAL_TOP = 20;
    private static final int MAX_TOP = 1_000;

    private final Probe probe;

    QueryPages(Probe probe) {
        this.probe = probe;
    }

    /** {@code /api/v1/queries?source=&top=&order=&from=&to=&cursor=}, times in microseconds since 1970. */
    void queries(HttpRequest request, JsonGenerator json) {
        request.expectOnly("source", "top", "order", "from", "to", "cursor");
        int top = (int) request.number("top", USUAL_TOP, 1, MAX_TOP);
        int skip = (int) request.number("cursor", 0, 0, Integer.MAX_VALUE);
        Order order = request.choice("order", Order.TIME);
        boolean ranged = request.parameter("from") != null || request.parameter("to") != null;
        long max = Long.MAX_VALUE / 1_000;
        long fromNanos = request.number("from", 0, 0, max) * 1_000;
        long toNanos = request.number("to", max, 0, max) * 1_000;
        From source = request.choice("source", probe.options().listens() ? From.WIRE : From.SERVER);
        ServerWatch server = probe.server();
        if (source == From.SERVER && server == null) {
            throw new ProblemException(
                    "no-server", "no server is asked, so it tells nothing", request.path(), "start with --mysql URL");
        }
        ServerStatements counted =
                server == null ? null : ranged ? server.statements(fromNanos, toNanos) : server.statements();
        if (source == From.SERVER) {
            ServerQueryJson.page(counted, server.url().address(), order, skip, top, json);
            return;
        }
        Summary summary = ranged ? probe.between(fromNanos, toNanos) : probe.sinceStart();
        wire(summary, counted, order, skip, top, json);
    }

    private void wire(Summary summary, ServerStatements counted, Order order, int skip, int top, JsonGenerator json) {
        Report all = Report.of(
                new Heard(probe.options().devices(), probe.captured(), null, List.of(), null),
                summary,
                order,
                MAX_TOP,
                true);
        int from = Math.min(skip, all.classes().size());
        int to = Math.min(from + top, all.classes().size());
        json.writeStartObject();
        json.writeStringProperty("source", Source.WIRE.label());
        if (summary.toNanos() > summary.fromNanos()) {
            json.writeNumberProperty("from", summary.fromNanos() / 1_000);
            json.writeNumberProperty("to", summary.toNanos() / 1_000);
        }
        json.writeNumberProperty("statements", all.classes().size());
        json.writeNumberProperty("count", all.total().tally().count());
        if (counted != null && counted.toNanos() > 0) {
            ServerQueryJson.total(counted, json);
        }
        Sampling sampling = summary.counts().sampling();
        if (sampling.isSampled()) {
            json.writeNumberProperty("estimated_count", all.total().tally().estimatedCount());
            json.writeBooleanProperty("sample_ratio_changed", sampling.changed());
        }
        json.writeNumberProperty("sample_ratio", sampling.coarsest().value());
        json.writeName("classes");
        JsonReport.writeClasses(all.part(from, to), json, statement -> {
            ServerClass met = counted == null ? null : counted.classes().get(statement.digest());
            if (met != null && !statement.figures().key().isReserved()) {
                ServerQueryJson.beside(met, json);
            }
        });
        if (to < all.classes().size()) {
            json.writeStringProperty("next", Integer.toString(to));
        }
        json.writeEndObject();
    }
}
