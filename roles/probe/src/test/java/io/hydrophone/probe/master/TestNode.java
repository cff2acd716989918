package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.PatientTimes;
import io.hydrophone.probe.push.Patience;
import io.hydrophone.report.IntervalReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A master or standby with its HTTP server, on free loopback ports. */
final class TestNode implements AutoCloseable {
    final Master master;
    /** What it has told of each interval. */
    final List<IntervalReport> merged = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    /** @param seeds of the group */
    TestNode(String name, Path directory, long journalBytes, List<String> seeds, Consumer<Problem> told)
            throws InterruptedException {
        MasterOptions options = MasterOptions.of(name, "test", directory.resolve(name))
                .withJournalBytes(journalBytes)
                .withPatience(Duration.ofMillis(300));
        master = Master.start(options, false, told);
        master.addReader(merged::add, () -> false);
        server = HttpServer.start(ServerOptions.local(0), MasterRoutes.of(master, Patience.CHANNEL, true));
        master.enter(new GroupOptions(
                name,
                "test",
                "127.0.0.1",
                0,
                "127.0.0.1:" + server.uri().getPort(),
                seeds,
                null,
                false,
                directory.resolve(name).resolve("group.json"),
                PatientTimes.of(seeds)));
    }

    String groupAddress() {
        return "127.0.0.1:" + master.group().port();
    }

    /** Where a probe introduces itself. */
    URI intake() {
        return URI.create("ws://127.0.0.1:" + server.uri().getPort() + "/intake");
    }

    URI intake(String probe) {
        return URI.create(
                "ws://127.0.0.1:" + server.uri().getPort() + "/intake?probe=" + probe + "&epoch=1&group=test");
    }

    Fleet.Figures figures() {
        return master.keeper().fleet().figures();
    }

    /** In all intervals of which it has told. */
    long mergedQueries() {
        return merged.stream()
                .flatMap(report -> report.summary().statements().stream())
                .mapToLong(row -> row.tally().count())
                .sum();
    }

    @Override
    public void close() {
        server.close();
        master.close();
    }
}
