package io.hydrophone.probe.master;

import io.hydrophone.digest.report.Order;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.collector.FrameFormat;

/** What {@code /api/v1/openapi.json} says of a master's routes. */
final class MasterOperations {
    private MasterOperations() {}

    static void describe(Routes routes) {
        routes.describe(Operation.of("/metrics", "Figures over all probes, for Prometheus", MetricText.CONTENT_TYPE))
                .describe(Operation.of("/status", "How the master and its probes are", Operation.JSON))
                .describe(Operation.of(
                                "/api/v1/queries",
                                "Statements over all servers or of one, since the start or of the last minutes, ranked",
                                Operation.JSON)
                        .text("instance", "of one server, since the start", "10.0.0.5:3306")
                        .integer("top", "how many, at most 1,000", 20)
                        .choice("order", "by what they are ranked", Order.values())
                        .integer("from", "microseconds since 1970, inclusive", 0)
                        .integer("to", "microseconds since 1970, exclusive", 1_795_251_811_000_000L)
                        .integer("cursor", "where the page before ended: its next", 0))
                .describe(Operation.of("/api/v1/instances", "Servers with what they were asked", Operation.JSON)
                        .text("digest", "those that were asked this statement", "c2f1a0b3d4e5f607"))
                .describe(Operation.of("/api/v1/openapi.json", "This description", Operation.JSON))
                .describe(Operation.of("/collector", "A WebSocket that sends the merged report of each interval", "")
                        .choice("format", "what a frame holds, compressed with Snappy", FrameFormat.values()))
                .describe(Operation.of("/intake", "The WebSocket to which probes push their reports", "")
                        .text("probe", "the name of the probe", "db7")
                        .text("epoch", "of its run, hexadecimal", "65a1f0c3b2e80")
                        .text("version", "of Hydrophone", "0.1.0")
                        .text("address", "where it serves HTTP", "http://10.0.0.7:8667")
                        .text("group", "to which it belongs", "production"));
    }
}
