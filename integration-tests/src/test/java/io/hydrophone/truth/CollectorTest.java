package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportJson;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What consumers of each format add up is what the server counted, also while another one never reads. */
@Tag("alone")
class CollectorTest {
    private static final int RING_BYTES = 16 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Server server = ServerKind.MARIADB_11_4.shared();
    private final SysbenchRun load = new SysbenchRun(server, "disable", 3);

    @Test
    void everyFormatAddsUpToWhatTheServerCounted() throws Exception {
        DebianPackages.require("sysbench");
        load.sysbench().with("prepare").output();
        Ports ports = Ports.of(server.port());
        // Who reads answers pings in time.
        ChannelOptions patience = ChannelOptions.DEFAULT.withTimeouts(LIMIT, Duration.ofSeconds(15));
        try (Probe probe = Probe.start(
                        LiveCapture.open(List.of("lo"), CaptureFilter.of(ports), Mechanism.AF_PACKET, RING_BYTES),
                        ProbeOptions.of("lo", ports));
                HttpServer http =
                        HttpServer.start(ServerOptions.local(0), ProbeRoutes.of(probe, "test", patience, null, null));
                HttpClient client = HttpClient.newHttpClient();
                Socket deaf = deaf(http.uri());
                FrameReader json = FrameReader.connect(client, http.uri(), "json");
                FrameReader packed = FrameReader.connect(client, http.uri(), "msgpack");
                FrameReader mysqlProbe = FrameReader.connect(client, http.uri(), "mysqlprobe")) {
            Map<String, Long> counted = run();
            Pause.until("two more frames, the last of them empty", LIMIT, () -> isSettled(json) && isSettled(packed));

            assertThat(LoadKinds.of(reports(json, ReportJson::read))).isEqualTo(counted);
            assertThat(LoadKinds.of(reports(packed, ReportMessagePack::read))).isEqualTo(counted);
            assertThat(mysqlProbeKinds(mysqlProbe)).isEqualTo(counted);
            assertThat(counted.get("select")).isGreaterThanOrEqualTo(14L * SysbenchRun.EVENTS);

            List<Long> sequence = reports(json, ReportJson::read).stream()
                    .map(report -> report.id().sequence())
                    .toList();
            assertThat(sequence)
                    .containsExactlyElementsOf(LongStream.rangeClosed(sequence.getFirst(), sequence.getLast())
                            .boxed()
                            .toList());
            Pause.until("the end of the one that never reads", LIMIT, () -> dropped(client, http.uri()) == 1);
            assertThat(deaf.isClosed()).isFalse(); // on this side
            assertThat(List.of(json, packed, mysqlProbe)).allMatch(FrameReader::isOpen);
            JsonNode status = get(client, http.uri(), "/status");
            assertThat(status.at("/collector/json/consumers").asLong()).isEqualTo(1);
            assertThat(status.at("/collector/msgpack/frames").asLong()).isPositive();
            assertThat(status.at("/losses/kernel_drop").asLong()).isZero();
        } finally {
            load.sysbench().with("cleanup").output();
        }
    }

    /** The differences of the server's own counters. */
    private Map<String, Long> run() throws Exception {
        try (Connection quiet = server.connect();
                Statement statement = quiet.createStatement()) {
            Map<String, Long> before = LoadKinds.counters(statement);
            load.sysbench()
                    .with("--threads=" + load.threads(), "--events=" + SysbenchRun.EVENTS, "--time=0", "run")
                    .output();
            return LoadKinds.between(before, LoadKinds.counters(statement));
        }
    }

    /** Asks for frames and reads none. */
    private static Socket deaf(URI server) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        String request = """
                GET /collector HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean isSettled(FrameReader reader) {
        List<byte[]> messages = reader.messages();
        return messages.size() > 2
                && messages.getLast().length < 1_000
                && messages.get(messages.size() - 2).length < 1_000;
    }

    private static List<IntervalReport> reports(FrameReader reader, Function<byte[], IntervalReport> codec) {
        return reader.messages().stream().map(codec).toList();
    }

    private Map<String, Long> mysqlProbeKinds(FrameReader reader) {
        Map<String, String> templates = new HashMap<>();
        Map<String, Long> kinds = new TreeMap<>();
        for (byte[] message : reader.messages()) {
            for (JsonNode summary : JsonMapper.shared().readTree(message).at("/" + Server.SCHEMA + "/d")) {
                if (summary.has("b")) {
                    templates.put(summary.get("a").asString(), summary.get("b").asString());
                }
                String template = templates.get(summary.get("a").asString());
                kinds.merge(
                        LoadKinds.kind(template),
                        summary.get("c").asLong() + summary.get("d").asLong(),
                        Long::sum);
            }
        }
        return LoadKinds.ofTheLoad(kinds);
    }

    private static long dropped(HttpClient client, URI server) {
        JsonNode dropped = get(client, server, "/status").at("/collector/dropped");
        return dropped.get("ping_timeout").asLong()
                + dropped.get("write_timeout").asLong();
    }

    private static JsonNode get(HttpClient client, URI server, String path) {
        try {
            return JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(URI.create(server + path))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
