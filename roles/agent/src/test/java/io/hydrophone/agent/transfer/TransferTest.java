package io.hydrophone.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchKey;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.QueueLimits;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.SinkOptions;
import io.hydrophone.agent.intake.FalconIn;
import io.hydrophone.agent.sink.Compression;
import io.hydrophone.agent.sink.ConsoleSink;
import io.hydrophone.agent.sink.FalconSink;
import io.hydrophone.agent.sink.FileSink;
import io.hydrophone.agent.sink.HttpTarget;
import io.hydrophone.agent.sink.SinkPlan;
import io.hydrophone.agent.sink.TcpTarget;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Tags;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECEIVERS = 3;

    @TempDir
    private Path directory;

    private Transfer transfer;
    private HttpServer server;

    @BeforeEach
    void start() {
        List<SinkPlan> receivers = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            Path file = directory.resolve("receiver-" + i + ".json");
            SinkOptions options = new SinkOptions(
                    "receiver-" + i, directory.resolve("queue-" + i), QueueLimits.USUAL, Duration.ofSeconds(1));
            receivers.add(new SinkPlan(options, () -> new FileSink(file, 1 << 30, 0)));
        }
        transfer = Transfer.start(
                new TransferOptions(
                        "transfer", receivers, directory.resolve("seen"), ListenAddress.parse("127.0.0.1:0")),
                problem -> {});
        Routes routes = new Routes();
        transfer.addTo(routes);
        server = HttpServer.start(ServerOptions.local(0), routes);
    }

    @AfterEach
    void stop() {
        server.close();
        transfer.close();
    }

    private static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(Sample.gauge("metric." + i, i, Tags.of("a:b"), 1_000_000_000L * i));
        }
        return samples;
    }

    private Set<String> lines(int receiver) {
        try {
            Path file = directory.resolve("receiver-" + receiver + ".json");
            return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLines(int count) {
        Pause.until("all arrive", PATIENCE, () -> lines(0).size() + lines(1).size() + lines(2).size() == count);
        for (int i = 0; i < RECEIVERS; i++) {
            assertThat(lines(i)).as("receiver " + i).isNotEmpty();
        }
    }

    @Test
    void whatHydrophonesAgentsSendIsDividedAndCountedOnce() throws Exception {
        Batch batch = new Batch(new BatchKey("db1", 1, 2), 3, List.copyOf(samples(300)));
        HttpTarget target = new HttpTarget(server.uri(), null, null, PATIENCE, Compression.ZSTD);
        try (Sink packed = new ConsoleSink(target, ConsoleSink.Format.MSGPACK);
                Sink json = new ConsoleSink(target, ConsoleSink.Format.JSON)) {
            assertThat(packed.deliver(batch)).isEqualTo(Delivery.TAKEN);
            assertThat(json.deliver(batch)).isEqualTo(Delivery.TAKEN);
        }
        awaitLines(300);
        assertThat(transfer.batches()).isEqualTo(new SignalsIntake.Counters(1, 300, 1, 0));
        assertThat(transfer.figures().accepted()).isEqualTo(300);
    }

    @Test
    void whatCameBeforeARestartIsCountedOnceToo() throws Exception {
        List<Batch> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sent.add(new Batch(new BatchKey("db/1", 1, i + 1), 3, List.copyOf(samples(100))));
        }
        deliver(sent.subList(0, 2));
        awaitLines(100);
        stop();
        start();
        deliver(sent);
        assertThat(transfer.batches()).isEqualTo(new SignalsIntake.Counters(1, 100, 2, 0));
    }

    private void deliver(List<Batch> batches) throws Exception {
        HttpTarget target = new HttpTarget(server.uri(), null, null, PATIENCE, Compression.NONE);
        try (Sink sink = new ConsoleSink(target, ConsoleSink.Format.MSGPACK)) {
            for (Batch batch : batches) {
                assertThat(sink.deliver(batch)).isEqualTo(Delivery.TAKEN);
            }
        }
    }

    @Test
    void whatIsNoBatchIsRefused() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "/api/v1/signals"))
                    .header("Content-Type", "application/msgpack")
                    .POST(HttpRequest.BodyPublishers.ofString("no"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(transfer.batches().malformed()).isEqualTo(1);
    }

    @Test
    void openFalconsAgentsCallIt() throws Exception {
        TcpTarget target = new TcpTarget("127.0.0.1", transfer.falconPort(), PATIENCE);
        try (Sink agent = new FalconSink(target, Duration.ofMinutes(1))) {
            assertThat(agent.deliver(new Batch(new BatchKey("a", 1, 1), 1, List.copyOf(samples(100)))))
                    .isEqualTo(Delivery.TAKEN);
            assertThat(agent.deliver(new Batch(new BatchKey("a", 1, 2), 1, List.copyOf(samples(1)))))
                    .isEqualTo(Delivery.TAKEN);
        }
        awaitLines(100);
        assertThat(transfer.called()).isEqualTo(new FalconServer.Counters(2, 101, 0, 0));
    }

    @Test
    void malformedPointsOfACallAreLeftOutAndCounted() throws Exception {
        String call = "{\"method\":\"Transfer.Update\",\"params\":[[{\"metric\":\"a\",\"endpoint\":\"x\",\"value\":1},"
                + "{\"metric\":\"\",\"value\":1},{\"metric\":\"b\",\"value\":{\"deep\":[1]},\"tags\":\"\"},7]],\"id\":5}\n"
                + "{\"method\":\"Transfer.Ping\",\"params\":[{}],\"id\":6}\n{\"method\":\"Other\",\"params\":[],\"id\":7}\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), transfer.falconPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
            assertThat(in.readLine()).startsWith("{\"id\":5,\"result\":{\"Message\":\"ok\",\"Total\":4,\"Invalid\":3,");
            assertThat(in.readLine()).isEqualTo("{\"id\":6,\"result\":{},\"error\":null}");
            assertThat(in.readLine()).isEqualTo("{\"id\":7,\"result\":null,\"error\":\"no such method\"}");
            socket.getOutputStream().write("no json\n".getBytes(StandardCharsets.UTF_8));
            assertThat(in.readLine()).isNull();
        }
        assertThat(transfer.called()).isEqualTo(new FalconServer.Counters(4, 1, 3, 2));
    }

    /** Any line is a call or a problem. */
    @FuzzTest(maxDuration = "2m")
    void anyCall(byte[] line) {
        try {
            assertThat(FalconIn.call(line, 1).invalid()).isNotNegative();
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-json");
        }
    }
}
