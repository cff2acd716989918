package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.Until;
import io.hydrophone.probe.cluster.NodeClient;
import io.hydrophone.probe.cluster.NodeTree;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportJson;
import io.hydrophone.report.snappy.Snappy;
import io.hydrophone.servers.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a copy serves, over HTTP, on a real broker. */
class StreamsRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private static KafkaBroker broker;

    private final Queue<Problem> told = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aCopyServesWhatAMasterServes() throws Exception {
        broker.createTopic("served", 2);
        broker.createTopic("served-sums", 2);
        Made made = new Made(1, 3);
        long begin = System.currentTimeMillis() / 1_000 * Made.SECOND - 5 * Made.SECOND;
        StreamsOptions options = options("served").withOutput("served-sums");
        try (StreamsMaster master = StreamsMaster.of(options, told::add);
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master));
                HttpClient http = HttpClient.newHttpClient();
                TopicWriter reports = new TopicWriter(broker, "served")) {
            master.start(server.uri(), () -> {});
            Until.holds(() -> get(server, "/status").path("whole").asBoolean(false), whole -> whole, PATIENCE);
            Merged merged = new Merged();
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(collector(server.uri()), merged)
                    .join();
            Thread.sleep(8_000); // for the reader of the output to stand at its end
            for (int second = 0; second < 5; second++) {
                reports.send(made.report("db-1", 1, 1 + second, begin + second * Made.SECOND));
                reports.send(made.report("db-2", 1, 1 + second, begin + second * Made.SECOND));
            }
            reports.flush();
            Until.holds(
                    () -> get(server, "/api/v1/queries").path("count").asLong(),
                    count -> count == made.figures().queries(),
                    PATIENCE);
            instances(server, made);
            status(server, made);
            Until.holds(merged::queries, queries -> queries == made.figures().queries(), PATIENCE);
            socket.abort();
            assertThat(text(server, "/metrics"))
                    .contains("hydrophone_streams_whole 1", "hydrophone_reports_accepted_total 10")
                    .contains("hydrophone_queries_total{server=\"db-1:3306\"}");
            assertThat(get(server, "/api/v1/openapi.json").path("paths").propertyNames())
                    .containsExactlyInAnyOrder(
                            "/metrics",
                            "/status",
                            "/api/v1/queries",
                            "/api/v1/instances",
                            "/api/v1/partitions",
                            "/api/v1/openapi.json",
                            "/collector");
            tree(server);
        }
        assertThat(told).isEmpty();
    }

    private static void instances(HttpServer server, Made made) {
        JsonNode all = get(server, "/api/v1/instances").path("instances");
        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("count").asLong() + all.get(1).path("count").asLong())
                .isEqualTo(made.figures().queries());
        JsonNode first = get(server, "/api/v1/queries?instance=db-1:3306");
        assertThat(first.path("count").asLong())
                .isEqualTo(all.get(0).path("count").asLong());
        String digest = first.path("classes").get(0).path("digest").asString();
        assertThat(get(server, "/api/v1/instances?digest=" + digest).path("instances"))
                .hasSize(2);
        assertThat(get(server, "/api/v1/queries?instance=db-9:3306")
                        .path("code")
                        .asString())
                .isEqualTo("unknown-instance");
    }

    private static void status(HttpServer server, Made made) {
        JsonNode status = get(server, "/status");
        assertThat(status.at("/reports/accepted").asInt()).isEqualTo(10);
        assertThat(status.at("/reports/queries").asLong())
                .isEqualTo(made.figures().queries());
        assertThat(status.path("probes")).hasSize(2);
        assertThat(status.at("/probes/0/state").asString()).isEqualTo("up");
        assertThat(status.at("/copies/0/own").asBoolean()).isTrue();
        assertThat(status.at("/copies/0/partitions")).hasSize(2);
        assertThat(status.at("/copy/accepted").asInt()).isEqualTo(10);
    }

    private static void tree(HttpServer server) {
        try (NodeClient client = new NodeClient(NodeClient.Options.LOCAL)) {
            NodeTree tree = NodeTree.ask(client, server.uri().getAuthority());
            assertThat(tree.isWhole()).isTrue();
            assertThat(tree.lines().getFirst())
                    .isEqualTo("group-served, Kafka Streams, 1 copy of 2 partitions, 2 probes");
            assertThat(tree.lines()).hasSize(4);
            assertThat(tree.lines().get(2)).startsWith("├─ db-1  probe  up").contains("q/s");
        }
    }

    @Test
    void withoutAnOutputThereIsNoCollectorAndItSaysWhy() throws Exception {
        broker.createTopic("silent", 1);
        try (StreamsMaster master = StreamsMaster.of(options("silent"), told::add);
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master));
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.newWebSocketBuilder()
                            .buildAsync(collector(server.uri()), new Merged())
                            .handle((socket, e) -> String.valueOf(e.getCause() == null ? e : e.getCause()))
                            .join())
                    .contains("Handshake");
            assertThat(get(server, "/api/v1/queries").path("code").asString()).isEqualTo("not-whole");
            assertThat(get(server, "/status").path("whole").asBoolean(true)).isFalse();
        }
    }

    /** Adds up what {@code /collector} sends. */
    private static final class Merged implements WebSocket.Listener {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long queries;

        synchronized long queries() {
            return queries;
        }

        @Override
        public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            bytes.writeBytes(part);
            if (last) {
                IntervalReport report = ReportJson.read(Snappy.decompress(bytes.toByteArray(), 1 << 20));
                assertThat(report.id().probe()).isEqualTo("group-served");
                queries += Made.Figures.of(report.summary()).queries();
                bytes.reset();
            }
            from.request(1);
            return null;
        }
    }

    private static URI collector(URI server) {
        return URI.create(server.toString().replaceFirst("^http", "ws") + "/collector");
    }

    private static StreamsOptions options(String topic) {
        return StreamsOptions.of(Topic.connection(broker, topic), "group-" + topic)
                .withInterval(Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    private static JsonNode get(HttpServer server, String path) {
        return JsonMapper.shared().readTree(text(server, path));
    }

    private static String text(HttpServer server, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(server.uri().resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }
}
