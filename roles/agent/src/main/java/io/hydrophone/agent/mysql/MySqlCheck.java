package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.client.reading.StatusReadings;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server's metrics. Each collector has a thread of its own while it asks, its own pace, and its own time: one that is late
 * holds up no other, is not begun a second time, and tells what it read when it has it.
 */
final class MySqlCheck implements Check {
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final ReadableServers servers;
    private final ReadableServer server;
    private final Duration patience;
    private final List<PacedCollector> collectors;
    private final Tags place;

    /**
     * Of one server.
     *
     * @param patience how long one run waits for its collectors
     */
    MySqlCheck(ReadableServers servers, MySqlUrl url, List<Collector> collectors, Duration patience) {
        this.servers = servers;
        this.server = servers.hold(url);
        this.patience = patience;
        this.collectors = collectors.stream().map(PacedCollector::new).toList();
        this.place = url.socket() == null
                ? Tags.of("server:" + url.host(), "port:" + url.port())
                : Tags.of("server:" + url.socket(), "port:unix_socket"); // as dd-agent has it
    }

    @Override
    public void run(Readings readings) throws InterruptedException {
        Readings out = new PlacedReadings(readings, place);
        try {
            server.latest(StatusReadings.PING, Duration.ZERO, SIGN_OF_LIFE);
        } catch (ServerFailure e) {
            out.service(
                    "mysql.can_connect", Status.CRITICAL, Tags.NONE, e.problem().message());
            throw new ProblemException(e.problem());
        }
        out.service("mysql.can_connect", Status.OK, Tags.NONE, "");
        Asked asked = new Asked(server);
        long end = System.nanoTime() + patience.toNanos();
        collectors.forEach(collector -> collector.begin(asked));
        ServerFailure failure = null;
        for (PacedCollector collector : collectors) {
            ServerFailure told = collector.tell(out, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            failure = failure == null ? told : failure;
        }
        if (failure != null) {
            throw new ProblemException(failure.problem());
        }
    }

    @Override
    public void close() {
        servers.release(server);
    }
}
