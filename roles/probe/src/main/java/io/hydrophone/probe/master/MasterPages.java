package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.HttpRequest;
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
        FleetPages.queries(master.options().group(), instance, summary, request, json);
    }

    private static List<StatementSummary> instance(Fleet fleet, String instance, String path) {
        List<StatementSummary> rows = fleet.read(sums -> sums.instances().rows(instance));
        if (rows.isEmpty()) {
            throw FleetPages.unknownInstance(instance, path);
        }
        return rows;
    }

    /** {@code /api/v1/instances?digest=}: every server, or every server that was asked one statement. */
    void instances(HttpRequest request, JsonGenerator json) {
        request.expectOnly("digest");
        Fleet fleet = master.keeper().fleet();
        FleetPages.instances(fleet.read(sums -> FleetPages.rows(sums.instances(), request)), json);
    }
}
