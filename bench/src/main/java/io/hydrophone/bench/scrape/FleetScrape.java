package io.hydrophone.bench.scrape;

import io.hydrophone.bench.process.Memory;
import io.hydrophone.bench.process.ThreadTimes;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many targets on one agent, each checked and scraped every 15 seconds at a time of its own. They are accounts of one server, each with its
 * own login, connections and readings: to the agent as many servers.
 */
public final class FleetScrape {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    /** What was seen once each target had been scraped. */
    public record Result(long scrapes, long failed, double cores, long residentBytes) {}

    private FleetScrape() {}

    /** Scrapes for so long, after one round that is not measured. */
    public static Result run(Path hydrophone, int targets, Duration time, Path logs)
            throws IOException, InterruptedException {
        try (Server server = ServerKind.MARIADB_10_11.start("--max-connections=" + (4 * targets))) {
            List<String> users = accounts(server, targets);
            try (AgentProcess agent = AgentProcess.start(
                            hydrophone,
                            Files.createTempDirectory("hydrophone-scrape"),
                            logs.resolve("agent.log"),
                            server.port(),
                            users);
                    HttpClient client = HttpClient.newHttpClient()) {
                AtomicLong failed = new AtomicLong();
                List<URI> uris = users.stream().map(agent::probe).toList();
                scrape(client, uris, INTERVAL, failed);
                ThreadTimes times = new ThreadTimes(agent.pid());
                long before = times.sample();
                long begun = System.nanoTime();
                long scrapes = times.watch(() -> scrape(client, uris, time, failed));
                double cores = (times.sample() - before) / (double) (System.nanoTime() - begun);
                return new Result(scrapes, failed.get(), cores, Memory.resident(agent.pid()));
            }
        }
    }

    private static List<String> accounts(Server server, int targets) throws IOException {
        List<String> users = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < targets; i++) {
                String user = "target" + i;
                statement.execute("CREATE USER " + user + "@'%' IDENTIFIED BY '" + Server.PASSWORD + "'");
                statement.execute(
                        "GRANT PROCESS, REPLICATION CLIENT, SLAVE MONITOR, SELECT ON *.* TO " + user + "@'%'");
                users.add(user);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return users;
    }

    /** Evenly over each interval; returns when all are answered. */
    private static long scrape(HttpClient client, List<URI> uris, Duration time, AtomicLong failed)
            throws InterruptedException {
        long pause = INTERVAL.toNanos() / uris.size();
        long begun = System.nanoTime();
        long scrapes = time.toNanos() / pause;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < scrapes; i++) {
            TimeUnit.NANOSECONDS.sleep(begun + i * pause - System.nanoTime());
            URI uri = uris.get(i % uris.size());
            threads.add(Thread.startVirtualThread(() -> {
                if (!isWhole(client, uri)) {
                    failed.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return scrapes;
    }

    private static boolean isWhole(HttpClient client, URI uri) {
        try {
            String body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            return body.contains("\nmysql_up 1\n") && body.contains("\nmysql_exporter_last_scrape_error 0\n");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
