package io.hydrophone.agent.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchJson;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SinksTest {
    private static final long T = 1_700_000_000_000_000L;
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Tags TAGS = Tags.of("port:3306", "bare");
    private static final Sample GAUGE = new Sample("a.b", TAGS, "db1", 0.5, T, SampleKind.GAUGE, Duration.ZERO);
    private static final Sample RATE = new Sample("r", Tags.NONE, "db1", 2, T, SampleKind.RATE, INTERVAL);
    private static final Sample COUNT = new Sample("c", Tags.NONE, "db1", 3, T, SampleKind.COUNT, INTERVAL);
    private static final Sample TOTAL = new Sample("t", Tags.NONE, "db2", 4, T, SampleKind.TOTAL, Duration.ZERO);
    private static final ServiceCheck CHECK =
            new ServiceCheck("up", ServiceCheck.Status.WARNING, TAGS, "db1", T, "slow");
    private static final Event EVENT =
            new Event("title", "text", TAGS, "db1", T, Event.Alert.ERROR, true, "key", "mysql");
    private static final Batch SAMPLES = Sent.batch(GAUGE, RATE, COUNT, COUNT, TOTAL);

    private static JsonNode json(byte[] body) {
        return JsonMapper.shared().readTree(body);
    }

    @Test
    void theConsoleIsSentAllOfABatchWithItsKey() throws Exception {
        Batch batch = Sent.batch(GAUGE, CHECK, EVENT);
        try (Sent receiver = new Sent();
                Sink packed = new ConsoleSink(receiver.target(Compression.ZSTD), ConsoleSink.Format.MSGPACK);
                Sink plain = new ConsoleSink(receiver.target(Compression.GZIP), ConsoleSink.Format.JSON)) {
            assertThat(packed.deliver(batch)).isEqualTo(Delivery.TAKEN);
            Sent.Request request = receiver.next();
            assertThat(request.path()).isEqualTo("/api/v1/signals");
            assertThat(request.headers().getFirst("Idempotency-Key")).isEqualTo("db1/1700000000000000/7");
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer the-secret");
            assertThat(request.headers().getFirst("Content-Encoding")).isEqualTo("zstd");
            byte[] body = Zstd.decompress(request.body(), 1 << 20);
            assertThat(BatchPack.read(body, 0, body.length)).isEqualTo(batch);
            assertThat(plain.deliver(batch)).isEqualTo(Delivery.TAKEN);
            byte[] gzip = receiver.next().body();
            assertThat(BatchJson.read(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes()))
                    .isEqualTo(batch);
        }
    }

    @Test
    void datadogIsSentSeriesChecksAndEventsEachToItsPath() throws Exception {
        try (Sent receiver = new Sent();
                Sink sink = new DatadogSink(receiver.target(Compression.DEFLATE), false)) {
            assertThat(sink.deliver(SAMPLES)).isEqualTo(new Delivery.Taken(1));
            Sent.Request series = receiver.next();
            assertThat(series.path()).isEqualTo("/api/v1/series");
            assertThat(series.headers().getFirst("DD-API-KEY")).isEqualTo("the-secret");
            JsonNode list = json(new InflaterInputStream(new ByteArrayInputStream(series.body())).readAllBytes())
                    .path("series");
            assertThat(list.toString()).isEqualTo("""
                    [{"metric":"a.b","points":[[1700000000,0.5]],"type":"gauge","host":"db1","tags":["bare","port:3306"]},\
                    {"metric":"r","points":[[1700000000,2]],"type":"rate","host":"db1","tags":[],"interval":15},\
                    {"metric":"c","points":[[1700000000,6]],"type":"count","host":"db1","tags":[],"interval":15},\
                    {"metric":"t","points":[[1700000000,4]],"type":"gauge","host":"db2","tags":[]}]""");
        }
        try (Sent receiver = new Sent();
                Sink sink = new DatadogSink(receiver.target(Compression.NONE), true)) {
            assertThat(sink.deliver(Sent.batch(CHECK, EVENT))).isEqualTo(Delivery.TAKEN);
            Sent.Request checks = receiver.next();
            assertThat(checks.path()).isEqualTo("/api/v1/check_run");
            assertThat(MessagePack.newDefaultUnpacker(checks.body())
                            .unpackValue()
                            .toJson())
                    .isEqualTo("""
                    [{"check":"up","host_name":"db1","status":1,"timestamp":1700000000,"message":"slow",\
                    "tags":["bare","port:3306"]}]""");
            Sent.Request events = receiver.next();
            assertThat(events.path()).isEqualTo("/intake/");
            JsonNode event = json(MessagePack.newDefaultUnpacker(events.body())
                            .unpackValue()
                            .toJson()
                            .getBytes(StandardCharsets.UTF_8))
                    .path("events")
                    .path("api")
                    .path(0);
            assertThat(event.path("alert_type").asString()).isEqualTo("error");
            assertThat(event.path("priority").asString()).isEqualTo("low");
        }
    }

    @Test
    void theStatusSaysWhetherABatchComesAgain() throws Exception {
        try (Sent receiver = new Sent();
                Sink sink = new DatadogSink(receiver.target(Compression.NONE), false)) {
            for (int status : List.of(400, 413, 422)) {
                receiver.answer(status, null);
                assertThat(sink.deliver(SAMPLES)).isInstanceOf(Delivery.Refused.class);
            }
            for (int status : List.of(401, 404, 429, 500, 503)) {
                receiver.answer(status, "17");
                assertThat(sink.deliver(SAMPLES))
                        .isInstanceOfSatisfying(
                                Delivery.Later.class,
                                later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(17)));
            }
            receiver.stop();
            assertThatThrownBy(() -> sink.deliver(SAMPLES)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void openTelemetryReadsWhatItIsSent() throws Exception {
        try (Sent receiver = new Sent();
                Sink sink = new OtlpSink(receiver.target(Compression.NONE))) {
            assertThat(sink.takes(EVENT)).isFalse();
            assertThat(sink.deliver(Sent.batch(GAUGE, RATE, COUNT, TOTAL, CHECK)))
                    .isEqualTo(Delivery.TAKEN);
            Sent.Request sent = receiver.next();
            assertThat(sent.path()).isEqualTo("/v1/metrics");
            ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(sent.body());
            assertThat(request.getUnknownFields().asMap()).isEmpty();
            assertThat(request.getResourceMetricsCount()).isEqualTo(2);
            assertThat(request.getResourceMetrics(0)
                            .getResource()
                            .getAttributes(0)
                            .getValue()
                            .getStringValue())
                    .isEqualTo("db1");
            List<Metric> metrics =
                    request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
            assertThat(metrics).extracting(Metric::getName).containsExactly("a.b", "r", "c", "up");
            var gauge = metrics.getFirst().getGauge().getDataPoints(0);
            assertThat(gauge.getAsDouble()).isEqualTo(0.5);
            assertThat(gauge.getTimeUnixNano()).isEqualTo(T * 1_000);
            assertThat(gauge.getAttributes(1).getKey()).isEqualTo("port");
            var count = metrics.get(2).getSum();
            assertThat(count.getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
            assertThat(count.getDataPoints(0).getStartTimeUnixNano()).isEqualTo(T * 1_000 - INTERVAL.toNanos());
            var total = request.getResourceMetrics(1)
                    .getScopeMetrics(0)
                    .getMetrics(0)
                    .getSum();
            assertThat(total.getIsMonotonic()).isTrue();
            assertThat(total.getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        }
    }

    @Test
    void openTsdbIsSentNamesThatItAllows() throws Exception {
        try (Sent receiver = new Sent();
                Sink sink = new OpenTsdbSink(receiver.target(Compression.NONE))) {
            Sample odd = new Sample("größe (kB)", Tags.of("path:/a b"), "db1", 1, T, SampleKind.GAUGE, Duration.ZERO);
            assertThat(sink.deliver(Sent.batch(GAUGE, odd))).isEqualTo(Delivery.TAKEN);
            assertThat(json(receiver.next().body()).toString()).isEqualTo("""
                    [{"metric":"a.b","timestamp":1700000000000,"value":0.5,"tags":{"host":"db1","bare":"true","port":"3306"}},\
                    {"metric":"größe__kB_","timestamp":1700000000000,"value":1,"tags":{"host":"db1","path":"/a_b"}}]""");
        }
    }

    /** A server of lines, which is asked by each of its lines what it says. */
    private static final class Lines implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        private Lines(UnaryOperator<String> answers) throws IOException {
            Thread.ofVirtual().start(() -> serve(answers));
        }

        private void serve(UnaryOperator<String> answers) {
            while (true) {
                try (Socket client = socket.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        lines.add(line);
                        client.getOutputStream().write(answers.apply(line).getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    if (socket.isClosed()) {
                        return;
                    }
                }
            }
        }

        private TcpTarget target() {
            return new TcpTarget("127.0.0.1", socket.getLocalPort(), Duration.ofSeconds(60));
        }

        private String next() throws InterruptedException {
            return lines.poll(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void openTsdbsLinesAreRefusedByWhatComesBeforeTheVersion() throws Exception {
        try (Lines server = new Lines(line -> line.startsWith("put bad")
                        ? "put: invalid value\n"
                        : line.equals("version") ? "net.opentsdb 2.4\nBuilt on\n" : "");
                Sink sink = new OpenTsdbTelnetSink(server.target())) {
            assertThat(sink.deliver(Sent.batch(GAUGE))).isEqualTo(Delivery.TAKEN);
            assertThat(server.next()).isEqualTo("put a.b 1700000000000 0.5 host=db1 bare=true port=3306");
            assertThat(sink.deliver(Sent.batch(Sample.gauge("bad", 1, Tags.NONE, T))))
                    .isInstanceOf(Delivery.Refused.class);
            assertThat(sink.deliver(Sent.batch(GAUGE))).isEqualTo(Delivery.TAKEN);
        }
    }

    @Test
    void openFalconsTransferIsCalled() throws Exception {
        List<String> answers = new ArrayList<>(List.of(
                "{\"id\":1,\"result\":{\"Message\":\"ok\",\"Total\":4,\"Invalid\":0,\"Latency\":0},\"error\":null}\n",
                "{\"id\":2,\"result\":null,\"error\":\"full\"}\n",
                "{\"id\":77,\"result\":{},\"error\":null}\n"));
        try (Lines server = new Lines(line -> answers.removeFirst());
                Sink sink = new FalconSink(server.target(), Duration.ofMinutes(1))) {
            assertThat(sink.deliver(SAMPLES)).isEqualTo(new Delivery.Taken(1));
            JsonNode call = json(server.next().getBytes(StandardCharsets.UTF_8));
            assertThat(call.path("method").asString()).isEqualTo("Transfer.Update");
            assertThat(call.path("params").path(0).path(0).toString()).isEqualTo("""
                    {"metric":"a.b","endpoint":"db1","timestamp":1700000000,"step":60,"value":0.5,"counterType":"GAUGE",\
                    "tags":"bare=true,port=3306"}""");
            assertThat(call.path("params").path(0).path(3).path("counterType").asString())
                    .isEqualTo("COUNTER");
            assertThat(sink.deliver(SAMPLES)).isInstanceOf(Delivery.Later.class);
            assertThatThrownBy(() -> sink.deliver(SAMPLES)).hasMessageContaining("another call");
        }
    }

    @Test
    void filesAreRotatedAndATornLineIsCutAway(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("signals.json");
        Files.writeString(file, "{\"whole\":1}\n{\"torn\":");
        try (Sink sink = new FileSink(file, 2_000, 2)) {
            assertThat(sink.deliver(Sent.batch(GAUGE, CHECK, EVENT))).isEqualTo(Delivery.TAKEN);
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(4);
            assertThat(lines.getFirst()).isEqualTo("{\"whole\":1}");
            assertThat(json(lines.get(1).getBytes(StandardCharsets.UTF_8))
                            .path("name")
                            .asString())
                    .isEqualTo("a.b");
            for (int i = 0; i < 40; i++) {
                sink.deliver(Sent.batch(GAUGE, CHECK, EVENT));
            }
        }
        assertThat(directory.resolve("signals.json.1")).exists();
        assertThat(directory.resolve("signals.json.2")).exists();
        assertThat(directory.resolve("signals.json.3")).doesNotExist();
        for (Path each : List.of(file, directory.resolve("signals.json.1"), directory.resolve("signals.json.2"))) {
            if (Files.exists(each)) {
                Files.readAllLines(each).forEach(line -> json(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
