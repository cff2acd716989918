package io.hydrophone.bench.scrape;

import io.hydrophone.bench.process.ThreadTimes;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.PairedSamples;
import io.hydrophone.servers.MysqldExporter;
import io.hydrophone.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two exporters before one server, asked for the same collectors in turn; ours never gives an answer twice. */
public final class PairedScrapes implements AutoCloseable {
    /** So many are one sample: one alone is a few milliseconds. */
    private static final int SCRAPES = 50;

    private static final int WARM_UP = 300;
    private static final List<String> COUNTERS =
            List.of("Questions", "Handler_read_rnd_next", "Created_tmp_tables", "Bytes_sent");

    private final Server server;
    private final Connection counters;
    private final MysqldExporter peer;
    private final ExporterProcess ours;
    private final URI oursAt;
    private final URI peerAt;
    private final HttpClient client = HttpClient.newHttpClient();

    private PairedScrapes(
            Server server, Connection counters, MysqldExporter peer, ExporterProcess ours, List<String> collectors) {
        this.server = server;
        this.counters = counters;
        this.peer = peer;
        this.ours = ours;
        String query = String.join(
                "", collectors.stream().map(name -> "&collect%5B%5D=" + name).toList());
        this.oursAt = ours.probe(Server.USER, query);
        this.peerAt = URI.create(peer.uri() + "?" + query.substring(1));
    }

    /** Starts both and warms them up. */
    public static PairedScrapes start(Server server, List<String> collectors, Path logs)
            throws IOException, InterruptedException {
        String url = "mysql://" + Server.USER + "@" + Server.HOST + ":" + server.port() + "/?tls=disabled";
        ExporterProcess ours = ExporterProcess.start(
                Files.createTempDirectory("hydrophone-scrape"),
                logs.resolve("exporter.log"),
                List.of(url),
                "max_age: 0s");
        try {
            PairedScrapes scrapes =
                    new PairedScrapes(server, server.connect(), MysqldExporter.start(server), ours, collectors);
            for (int i = 0; i < WARM_UP; i++) {
                scrapes.scrape(scrapes.oursAt);
                scrapes.scrape(scrapes.peerAt);
            }
            return scrapes;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Milliseconds of a scrape. */
    public PairedSamples times(int pairs) throws IOException, InterruptedException {
        return AbbaOrder.measure(pairs, () -> millis(oursAt), () -> millis(peerAt));
    }

    /** Milliseconds of processor time that a scrape takes of the server. */
    public PairedSamples serverTimes(int pairs) throws IOException, InterruptedException {
        ThreadTimes times = new ThreadTimes(server.processId());
        return AbbaOrder.measure(pairs, () -> serverMillis(times, oursAt), () -> serverMillis(times, peerAt));
    }

    /** What the server counts for a scrape, by its status variable. */
    public Map<String, PairedSamples> serverCounters(int pairs) throws IOException, InterruptedException {
        Map<String, PairedSamples> all = new LinkedHashMap<>();
        for (String counter : COUNTERS) {
            all.put(counter, AbbaOrder.measure(pairs, () -> counted(counter, oursAt), () -> counted(counter, peerAt)));
        }
        return all;
    }

    private double millis(URI uri) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        many(uri);
        return (System.nanoTime() - begun) / 1e6 / SCRAPES;
    }

    private double serverMillis(ThreadTimes times, URI uri) throws IOException, InterruptedException {
        long before = times.sample();
        times.watch(() -> {
            many(uri);
            return null;
        });
        return (times.sample() - before) / 1e6 / SCRAPES;
    }

    /** The question for the counter is counted itself, the same for both; it is taken off. */
    private double counted(String counter, URI uri) throws IOException, InterruptedException {
        long idle = status(counter);
        long before = status(counter);
        many(uri);
        return (status(counter) - before - (before - idle)) / (double) SCRAPES;
    }

    private long status(String name) throws IOException {
        try (Statement statement = counters.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            rows.next();
            return rows.getLong(2);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void many(URI uri) throws IOException, InterruptedException {
        for (int i = 0; i < SCRAPES; i++) {
            scrape(uri);
        }
    }

    private void scrape(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200 || !response.body().contains("\nmysql_up 1\n")) {
            throw new IOException(uri + " " + response.statusCode());
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        peer.close();
        ours.close();
        try {
            counters.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
