package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupTimes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A master or standby with its HTTP server, on free loopback ports. */
final class TestNode implements AutoCloseable {
    final Master master;
    private final HttpServer server;

    /** @param seeds of the group */
    TestNode(String name, Path directory, long journalBytes, List<String> seeds, Consumer<Problem> told)
            throws InterruptedException {
        MasterOptions options = MasterOptions.of(name, "test", directory.resolve(name))
                .withJournalBytes(journalBytes)
                .withPatience(Duration.ofMillis(300));
        master = Master.start(options, false, told);
        server = HttpServer.start(ServerOptions.local(0), MasterRoutes.of(master, ChannelOptions.DEFAULT, true));
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
                GroupTimes.DEFAULT));
    }

    String groupAddress() {
        return "127.0.0.1:" + master.group().port();
    }

    URI intake(String probe) {
        return URI.create(
                "ws://127.0.0.1:" + server.uri().getPort() + "/intake?probe=" + probe + "&epoch=1&group=test");
    }

    Fleet.Figures figures() {
        return master.keeper().fleet().figures();
    }

    @Override
    public void close() {
        server.close();
        master.close();
    }
}
