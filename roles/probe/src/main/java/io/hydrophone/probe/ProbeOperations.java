package io.hydrophone.probe;

import io.hydrophone.digest.report.Order;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.collector.FrameFormat;

/** What {@code /api/v1/openapi.json} says of a probe's routes. */
final class ProbeOperations {
    private static final String SINCE = "microseconds since 1970, inclusive";
    private static final String UNTIL = "microseconds since 1970, exclusive";
    private static final String TOP = "how many, at most 1,000";

    private ProbeOperations() {}

    static void describe(Routes routes) {
        routes.describe(Operation.of("/metrics", "Figures for Prometheus", MetricText.CONTENT_TYPE))
                .describe(Operation.of(
                        "/status", "How the probe is, and how much of what was there it heard", Operation.JSON))
                .describe(Operation.of(
                                "/api/v1/queries",
                                "Statements since the start or of the last minutes, ranked",
                                Operation.JSON)
                        .choice(
                                "source",
                                "as heard, or as the server that is asked counts them",
                                QueryPages.From.values())
                        .integer("top", TOP, 20)
                        .choice("order", "by what they are ranked", Order.values())
                        .integer("from", SINCE, 0)
                        .integer("to", UNTIL, 1_795_251_811_000_000L)
                        .integer("cursor", "where the page before ended: its next", 0))
                .describe(Operation.of(
                                "/api/v1/running", "What was asked and not answered yet, oldest first", Operation.JSON)
                        .integer("top", TOP, 20))
                .describe(Operation.of(
                                "/api/v1/transactions",
                                "Transactions that are open, or that ended and stood out",
                                Operation.JSON)
                        .choice("state", "which of them", TransactionPages.State.values())
                        .choice("order", "by what they are ranked", TransactionPages.Order.values())
                        .integer("top", TOP, 20)
                        .integer("from", SINCE, 0)
                        .integer("to", UNTIL, 1_795_251_811_000_000L))
                .describe(Operation.of("/api/v1/openapi.json", "This description", Operation.JSON))
                .describe(Operation.of("/collector", "A WebSocket that sends the report of each interval", "")
                        .choice("format", "what a frame holds, compressed with Snappy", FrameFormat.values()));
    }
}
