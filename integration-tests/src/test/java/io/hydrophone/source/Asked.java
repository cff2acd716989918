package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.AskedServer;
import io.hydrophone.probe.NoCapture;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.probe.server.ServerPlace;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A probe that asks a server every second, with or without listening to its port, and serves what it knows. */
record Asked(Probe probe, HttpServer http, HttpClient client, List<Problem> told) implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final int RING_BYTES = 16 << 20;

    /** Listens on the loopback device too; ready when the server was read once. */
    static Asked listening(Server server, String user) throws Exception {
        Asked asked = start(url(server, user, ""), Account.PASSWORD, true, server.port());
        asked.awaitReading(Instant.EPOCH);
        return asked;
    }

    static Asked alone(Server server, String user) throws Exception {
        Asked asked = start(url(server, user, ""), Account.PASSWORD, false, server.port());
        asked.awaitReading(Instant.EPOCH);
        return asked;
    }

    static String url(Server server, String user, String options) {
        return "mysql://" + user + "@" + Server.HOST + ":" + server.port() + "/" + options;
    }

    static Asked start(String url, String password, boolean listens, int port) {
        List<Problem> told = Collections.synchronizedList(new ArrayList<>());
        MySqlUrl server = MySqlUrl.parse(url).orPassword(Password.of(password));
        AskedServer asked = new AskedServer(server, ServerPlace.of(server), Duration.ofSeconds(1), told::add);
        Ports ports = Ports.of(port);
        PacketSource source = listens
                ? LiveCapture.open(List.of("lo"), CaptureFilter.of(ports), Mechanism.AF_PACKET, RING_BYTES)
                : new NoCapture();
        Probe probe =
                Probe.start(source, listens ? ProbeOptions.of("lo", ports).with(asked) : ProbeOptions.asking(asked));
        return new Asked(
                probe,
                HttpServer.start(ServerOptions.local(0), ProbeRoutes.of(probe, "test")),
                HttpClient.newHttpClient(),
                told);
    }

    /** Waits until the server was read in a second that began after an instant. */
    void awaitReading(Instant after) {
        Pause.until(
                "a reading of the server's statements",
                LIMIT,
                () -> probe.server().view().readNanos() / 1_000_000 > after.toEpochMilli() + 1_000);
    }

    /** Waits until all that was said so far is read and heard. */
    void settle() {
        awaitReading(Instant.now());
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(http.uri() + path)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    String metrics() throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(http.uri() + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** The one class with this fingerprint; null when there is none. */
    JsonNode statement(String source, String fingerprint) throws Exception {
        JsonNode found = null;
        for (JsonNode one : get("/api/v1/queries?top=1000&source=" + source).get("classes")) {
            if (one.get("fingerprint").asString().equals(fingerprint)) {
                assertThat(found).as(fingerprint).isNull();
                found = one;
            }
        }
        return found;
    }

    /** How often the class with this fingerprint was heard. */
    long heard(String fingerprint) {
        try {
            JsonNode one = statement("wire", fingerprint);
            return one == null ? 0 : one.get("count").asLong();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until of what the server counts of a class so much was heard: what a slow capture hears late counts with the next reading. */
    void awaitHeard(String source, String fingerprint, long times) {
        Pause.until("all of it is heard", LIMIT, () -> {
            try {
                JsonNode one = statement(source, fingerprint);
                return one != null
                        && one.at(source.equals("wire") ? "/server/heard" : "/heard")
                                        .asLong(-1)
                                >= times;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** How many questions the server has counted since the first reading; 0 before there are any. */
    long questions() {
        try {
            return get("/status").at("/coverage/questions").asLong(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks at what runs until a statement is as wanted. */
    JsonNode running(Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        JsonNode page;
        do {
            page = get("/api/v1/running");
            for (JsonNode one : page.get("running")) {
                if (wanted.test(one)) {
                    return one;
                }
            }
            Pause.of(Duration.ofMillis(100));
        } while (System.nanoTime() < deadline);
        throw new AssertionError("not running: " + page);
    }

    @Override
    public void close() {
        client.close();
        http.close();
        probe.close();
    }
}
