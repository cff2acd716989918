package io.hydrophone.probe;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Source;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
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
    enum From {
        WIRE,
        SERVER
    }

    private final Probe probe;

    QueryPages(Probe probe) {
        this.probe = probe;
    }

    /** {@code /api/v1/queries?source=&top=&order=&from=&to=&cursor=}, times in microseconds since 1970. */
    void queries(HttpRequest request, JsonGenerator json) {
        request.expectOnly("source", "top", "order", "from", "to", "cursor");
        StatementPage page = StatementPage.of(request);
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
            ServerQueryJson.page(counted, server.url().address(), order, page.skip(), page.top(), json);
            return;
        }
        Summary summary = ranged ? probe.between(fromNanos, toNanos) : probe.sinceStart();
        wire(summary, counted, order, page, json);
    }

    private void wire(Summary summary, ServerStatements counted, Order order, StatementPage page, JsonGenerator json) {
        Report all = Report.of(
                new Heard(probe.options().devices(), probe.captured(), null, List.of(), null),
                summary,
                order,
                StatementPage.MAX_TOP,
                true);
        json.writeStartObject();
        json.writeStringProperty("source", Source.WIRE.label());
        page.write(
                summary,
                all,
                json,
                totals -> {
                    if (counted != null && counted.toNanos() > 0) {
                        ServerQueryJson.total(counted, totals);
                    }
                },
                statement -> {
                    ServerClass met = counted == null ? null : counted.classes().get(statement.digest());
                    if (met != null && !statement.figures().key().isReserved()) {
                        ServerQueryJson.beside(met, json);
                    }
                });
        json.writeEndObject();
    }
}
