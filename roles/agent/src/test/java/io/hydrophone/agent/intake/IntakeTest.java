package io.hydrophone.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import io.hydrophone.core.Event;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.http.Token;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final long SECOND = 1_000_000;
    private static final long T = 1_700_000_000L;

    private final List<Signal> taken = Collections.synchronizedList(new ArrayList<>());
    private final Intake intake = new Intake(taken::addAll);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = HttpServer.start(ServerOptions.local(0), routes());
    }

    private Routes routes() {
        Routes routes = new Routes();
        intake.addTo(routes);
        intake.addFalconTo(routes);
        return routes;
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void seriesOfDatadog() throws Exception {
        assertThat(post("/api/v1/series?api_key=abc", """
                        {"series":[{"metric":"page.views","points":[[%d,5],[%d.5,"7"]],"type":"rate","interval":10,
                         "host":"db1","tags":["env:prod"],"device":"sda"},
                         {"metric":"load","points":[[%d,1]],"interval":null,"tags":null}]}""".formatted(T, T + 1, T))
                        .statusCode())
                .isEqualTo(202);
        Tags tags = Tags.of("env:prod", "device:sda");
        assertThat(taken)
                .containsExactly(
                        new Sample("page.views", tags, "db1", 5, T * SECOND, SampleKind.RATE, Duration.ofSeconds(10)),
                        new Sample(
                                "page.views",
                                tags,
                                "db1",
                                7,
                                (T + 1) * SECOND + 500_000,
                                SampleKind.RATE,
                                Duration.ofSeconds(10)),
                        Sample.gauge("load", 1, Tags.NONE, T * SECOND));
    }

    @Test
    void checksOneOrSeveral() throws Exception {
        String check = """
                {"check":"mysql.up","host_name":"db1","status":2,"timestamp":%d,"message":"gone","tags":["port:3306"]}""".formatted(T);
        assertThat(post("/api/v1/check_run", check).statusCode()).isEqualTo(202);
        assertThat(post("/api/v1/check_run/", "[" + check + "," + check + "]").statusCode())
                .isEqualTo(202);
        assertThat(taken)
                .hasSize(3)
                .containsOnly(new ServiceCheck(
                        "mysql.up", ServiceCheck.Status.CRITICAL, Tags.of("port:3306"), "db1", T * SECOND, "gone"));
    }

    @Test
    void thePayloadOfTheCollector() throws Exception {
        assertThat(post("/intake/", """
                {"apiKey":"x","os":"linux","metrics":[["system.load.1",%d,0.25,{"hostname":"h1","type":"gauge","tags":["a:b"]}],
                 ["x",%d,3]],"events":{"api":[{"msg_title":"up","msg_text":"again","timestamp":%d,"alert_type":"success",
                 "priority":"low"}]},"service_checks":[{"check":"ok","status":0}],"meta":{"deep":[[[1]]]}}""".formatted(T, T, T)).statusCode()).isEqualTo(202);
        assertThat(taken).hasSize(4);
        assertThat(taken.getFirst())
                .isEqualTo(new Sample(
                        "system.load.1", Tags.of("a:b"), "h1", 0.25, T * SECOND, SampleKind.GAUGE, Duration.ZERO));
        assertThat(taken.get(2))
                .isEqualTo(new Event("up", "again", Tags.NONE, "", T * SECOND, Event.Alert.SUCCESS, true, "", ""));
        assertThat(post("/intake/metadata", "{\"any\":1}").statusCode()).isEqualTo(202);
        assertThat(intake.counters().metadata()).isEqualTo(1);
    }

    @Test
    void whatIsPushedToOpenFalcon() throws Exception {
        HttpResponse<String> answer = post("/v1/push", """
                [{"metric":"load.1min","endpoint":"db1","timestamp":%d,"step":60,"value":"1.5","counterType":"GAUGE",
                  "tags":"srv=falcon,idc=aws-sgp,bare"},
                 {"metric":"net.in","endpoint":"db1","timestamp":%d,"step":60,"value":77,"counterType":"COUNTER","tags":""}]""".formatted(T, T));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
        assertThat(taken)
                .containsExactly(
                        new Sample(
                                "load.1min",
                                Tags.of("srv:falcon", "idc:aws-sgp", "bare"),
                                "db1",
                                1.5,
                                T * SECOND,
                                SampleKind.GAUGE,
                                Duration.ofMinutes(1)),
                        new Sample(
                                "net.in", Tags.NONE, "db1", 77, T * SECOND, SampleKind.TOTAL, Duration.ofMinutes(1)));
    }

    @Test
    void whatTheScriptsPost() throws Exception {
        assertThat(post("/openapi/v2/datapoints?api_key=k", """
                [{"hostId":"7","host":"db1","metric":"system.service.state","timeStamp":"%d","value":1,
                  "tags":["host:db1","task_name:sshd"],"type":"gauge"}]""".formatted(T)).statusCode())
                .isEqualTo(202);
        assertThat(taken)
                .containsExactly(new Sample(
                        "system.service.state",
                        Tags.of("host:db1", "task_name:sshd", "host_id:7"),
                        "db1",
                        1,
                        T * SECOND,
                        SampleKind.GAUGE,
                        Duration.ZERO));
    }

    @Test
    void compressedBodiesOfEachKind() throws Exception {
        byte[] json = "[{\"metric\":\"a\",\"value\":1}]".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(json);
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflate)) {
            out.write(json);
        }
        assertThat(post("/v1/push", gzip.toByteArray(), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/push", deflate.toByteArray(), "Content-Encoding", "deflate")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/push", Zstd.compress(json), "Content-Encoding", "zstd")
                        .statusCode())
                .isEqualTo(200);
        assertThat(taken).hasSize(3);
        assertThat(post("/v1/push", json, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/push", json, "Content-Encoding", "br").body()).contains("bad-encoding");
    }

    @Test
    void whatIsTooLargeOnceInflatedIsRefused() throws Exception {
        byte[] bomb = Zstd.compress(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(64 << 10);
        assertThat(post("/v1/push", bomb, "Content-Encoding", "zstd").statusCode())
                .isEqualTo(413);
        assertThat(taken).isEmpty();
    }

    @Test
    void whatIsMalformedIsRefusedAsAWholeAndCounted() throws Exception {
        List<String> bad = List.of(
                "",
                "{",
                "[1]",
                "{}",
                "[{\"metric\":\"good\",\"value\":1},{\"metric\":\"\",\"value\":1}]",
                "[{\"metric\":\"a\",\"value\":\"NaN\"}]",
                "[{\"metric\":\"a\",\"value\":1,\"counterType\":\"COLOUR\"}]",
                "[{\"metric\":\"a\",\"value\":1,\"timestamp\":-5}]",
                "[] []",
                "[{\"metric\":\"a\",\"value\":{}}]");
        for (String json : bad) {
            HttpResponse<String> answer = post("/v1/push", json);
            assertThat(answer.statusCode()).as(json).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("bad-json");
        }
        assertThat(post("/v1/push", "[\n {\"metric\":\"a\",\n\"value\":[]}]").body())
                .contains("\"where\":\"3:");
        assertThat(taken).isEmpty();
        assertThat(intake.counters().malformed()).isEqualTo(bad.size() + 1);
    }

    @Test
    void aTokenMayComeAsDatadogsClientsSendIt() throws Exception {
        server.close();
        String secret = "0123456789abcdef";
        server = HttpServer.start(
                new ServerOptions(ListenAddress.parse("127.0.0.1:0"), Token.of(secret, ""), null, false), routes());
        byte[] json = "[]".getBytes(StandardCharsets.UTF_8);
        assertThat(post("/v1/push", json).statusCode()).isEqualTo(401);
        assertThat(post("/v1/push?api_key=wrong", json).statusCode()).isEqualTo(401);
        assertThat(post("/v1/push?api_key=%ff", json).statusCode()).isEqualTo(400);
        assertThat(post("/v1/push?api_key=" + secret, json).statusCode()).isEqualTo(200);
        assertThat(post("/v1/push", json, "DD-API-KEY", secret).statusCode()).isEqualTo(200);
        assertThat(post("/v1/push", json, "Authorization", "Bearer " + secret).statusCode())
                .isEqualTo(200);
    }

    /** Any body gives signals or a problem. */
    @FuzzTest(maxDuration = "2m")
    void anyBody(byte[] bytes) {
        for (int form = 0; form < 5; form++) {
            List<Signal> signals = new ArrayList<>();
            try (JsonIn in = new JsonIn(bytes)) {
                switch (form) {
                    case 0 -> DatadogIn.series(in, 1, signals);
                    case 1 -> DatadogIn.checks(in, 1, signals);
                    case 2 -> DatadogIn.collector(in, 1, signals);
                    case 3 -> FalconIn.push(in, 1, signals);
                    default -> FalconIn.datapoints(in, 1, signals);
                }
                in.end();
            } catch (ProblemException e) {
                assertThat(e.problem().code()).isEqualTo("bad-json");
            }
        }
    }
}
