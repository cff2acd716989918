package io.hydrophone.probe.kafka;

import io.hydrophone.digest.report.Order;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.collector.FrameFormat;

/** What {@code /api/v1/openapi.json} says of the routes of a copy. */
final class StreamsOperations {
    private static final String SINCE = "microseconds since 1970, inclusive";
    private static final String UNTIL = "microseconds since 1970, exclusive";

    private StreamsOperations() {}

    static void describe(Routes routes) {
        routes.describe(Operation.of("/metrics", "Figures for Prometheus", MetricText.CONTENT_TYPE))
                .describe(Operation.of("/status", "How this copy is, the other copies, and the probes", Operation.JSON))
                .describe(Operation.of(
                                "/api/v1/queries",
                                "Statements of all servers or of one, since the first report or by interval, ranked",
                                Operation.JSON)
                        .text("instance", "host:port of one server", "10.0.0.7:3306")
                        .integer("top", "how many, at most 1,000", 20)
                        .choice("order", "by what they are ranked", Order.values())
                        .integer("from", SINCE, 0)
                        .integer("to", UNTIL, 1_795_251_811_000_000L)
                        .integer("cursor", "where the page before ended: its next", 0))
                .describe(Operation.of("/api/v1/instances", "Servers with their counts and durations", Operation.JSON)
                        .text("digest", "of a statement: only servers that were asked it", "9e3779b97f4a7c15"))
                .describe(Operation.of(
                                Copies.PATH,
                                "For other copies: what the partitions of this one have",
                                "application/octet-stream")
                        .integer("from", SINCE, 0)
                        .integer("to", UNTIL, 1_795_251_811_000_000L)
                        .flag("probes", "how the probes are, instead of what they reported"))
                .describe(Operation.of("/api/v1/openapi.json", "This description", Operation.JSON))
                .describe(Operation.of("/collector", "A WebSocket that sends the merged report of each interval", "")
                        .choice("format", "what a frame holds, compressed with Snappy", FrameFormat.values()));
    }
}
