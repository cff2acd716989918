package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.StatementClasses;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.PacketSources;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProbeRoutesTest {
    private static final Pattern LINE =
            Pattern.compile("([a-z_]+?)(?:_bucket|_sum|_count)?(?:\\{((?:[a-z_]+=\"[^\"]*\",?)*)\\})? (\\S+)");

    @TempDir
    Path dir;

    private Probe probe;
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        probe = Probe.start(Recorded.sessions(dir, 200).open(), ProbeOptions.of("recorded", Ports.of(Recorded.PORT)));
        assertThat(probe.awaitEnd(90, TimeUnit.SECONDS)).isTrue();
        server = HttpServer.start(ServerOptions.local(0), ProbeRoutes.of(probe, "1.2.3"));
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        probe.close();
    }

    @Test
    void everyLineOfTheScrapePageBelongsToAFamilyThatIsDeclaredOnce() throws Exception {
        HttpResponse<String> response = get("/metrics");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        Set<String> families = new HashSet<>();
        Set<String> series = new HashSet<>();
        String family = "";
        for (String line : response.body().lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
                assertThat(families.add(family)).as(line).isTrue();
            } else if (!line.startsWith("#")) {
                Matcher matcher = LINE.matcher(line);
                assertThat(matcher.matches()).as(line).isTrue();
                assertThat(line).startsWith(family);
                assertThat(series.add(line.substring(0, line.lastIndexOf(' '))))
                        .as(line)
                        .isTrue();
                assertThat(Double.parseDouble(matcher.group(3).replace("+Inf", "Infinity")))
                        .as(line)
                        .isNotNegative();
            }
        }
        assertThat(families)
                .contains("mysql_query_qps_total", "mysql_query_duration_ms", "hydrophone_query_duration_seconds");
    }

    @Test
    void theAgreedHistogramHasTheAgreedBuckets() throws Exception {
        long count = StatementClasses.total(probe.sinceStart()).total().count();
        String page = get("/metrics").body();
        assertThat(page.lines().filter(line -> line.startsWith("mysql_query_duration_ms_bucket")))
                .extracting(line -> line.substring(line.indexOf('{'), line.indexOf('}') + 1))
                .containsExactly(
                        "{le=\"1\"}",
                        "{le=\"5\"}",
                        "{le=\"10\"}",
                        "{le=\"50\"}",
                        "{le=\"100\"}",
                        "{le=\"500\"}",
                        "{le=\"1000\"}",
                        "{le=\"+Inf\"}");
        assertThat(page).contains("mysql_query_duration_ms_bucket{le=\"+Inf\"} " + count + "\n");
        assertThat(page).contains("mysql_query_duration_ms_count " + count + "\n");
        assertThat(page).containsPattern("mysql_query_qps_total\\{db=\"shop\",command=\"SELECT\"\\} [1-9]");
        assertThat(page).containsPattern("hydrophone_query_errors_total\\{code=\"[0-9]+\"\\} [1-9]");
    }

    @Test
    void statementsComeRankedAndPageByPage() throws Exception {
        JsonNode all = json("/api/v1/queries?order=count");
        assertThat(all.has("next")).isFalse();
        assertThat(all.get("classes").size()).isEqualTo(all.get("statements").asInt());
        long before = Long.MAX_VALUE;
        for (JsonNode one : all.get("classes")) {
            assertThat(one.get("count").asLong()).isLessThanOrEqualTo(before);
            before = one.get("count").asLong();
            assertThat(one.get("digest").asString()).hasSize(16);
            assertThat(one.get("sample").asString()).doesNotContain("twice", "12.50", "login");
        }
        JsonNode first = json("/api/v1/queries?order=count&top=2");
        assertThat(first.get("classes").size()).isEqualTo(2);
        JsonNode second = json(
                "/api/v1/queries?order=count&top=2&cursor=" + first.get("next").asString());
        assertThat(second.get("classes").get(0)).isEqualTo(all.get("classes").get(2));
    }

    @Test
    void aRangeOfTimeWithoutTrafficHasNoStatements() throws Exception {
        JsonNode none = json("/api/v1/queries?from=0&to=1000000");
        assertThat(none.get("classes").size()).isZero();
        assertThat(none.get("count").asLong()).isZero();
        JsonNode all = json("/api/v1/queries?from=0");
        assertThat(all.get("count")).isEqualTo(json("/api/v1/queries").get("count"));
    }

    @Test
    void statusTellsWhatWasHeardAndWhatWasNot() throws Exception {
        JsonNode status = json("/status");
        assertThat(status.get("version").asString()).isEqualTo("1.2.3");
        assertThat(status.get("ports").asString()).isEqualTo("3306");
        assertThat(status.at("/sessions/met").asLong()).isEqualTo(200);
        assertThat(status.at("/losses/kernel_drop").asLong()).isZero();
        assertThat(status.at("/losses/encrypted").asLong()).isZero();
        assertThat(status.get("encrypted").isArray()).isTrue();
        assertThat(status.get("encrypted").size()).isZero();
        assertThat(status.at("/coverage/sessions_ratio").asDouble()).isEqualTo(1.0);
        assertThat(status.at("/rates/last_300s/queries_per_second").asDouble()).isPositive();
        assertThat(status.at("/memory/resident_bytes").asLong()).isPositive();
        assertThat(status.at("/sampling/ratio").asDouble()).isEqualTo(1.0);
        assertThat(status.at("/sampling/reason").asString()).isEqualTo("none");
        assertThat(status.at("/capture/workers").asLong()).isEqualTo(1);
        assertThat(json("/api/v1/queries").has("estimated_count")).isFalse();
    }

    @Test
    void whatASampleTellsIsMarkedOnEveryPage() throws Exception {
        ProbeOptions options =
                ProbeOptions.of("recorded", Ports.of(Recorded.PORT)).withSample(new SampleRatio(4));
        try (Probe sampled =
                        Probe.start(PacketSources.of(Recorded.sessions(dir, 200).open()), options, notice -> {});
                HttpServer other = HttpServer.start(ServerOptions.local(0), ProbeRoutes.of(sampled, "1.2.3"))) {
            assertThat(sampled.awaitEnd(90, TimeUnit.SECONDS)).isTrue();
            JsonNode status = json(other, "/status");
            assertThat(status.at("/sampling/ratio").asDouble()).isEqualTo(0.25);
            assertThat(status.at("/sampling/reason").asString()).isEqualTo("option");
            assertThat(status.at("/sampling/since").asLong()).isPositive();
            long met = status.at("/sessions/met").asLong();
            assertThat(met).isBetween(20L, 90L);
            assertThat(status.at("/losses/sampled").asLong()).isEqualTo(200 - met);
            JsonNode queries = json(other, "/api/v1/queries");
            long count = queries.get("count").asLong();
            assertThat(queries.get("sample_ratio").asDouble()).isEqualTo(0.25);
            assertThat(queries.get("estimated_count").asLong()).isEqualTo(4 * count);
            assertThat(queries.at("/classes/0/estimated_count").asLong())
                    .isEqualTo(4 * queries.at("/classes/0/count").asLong());
            assertThat(get(other, "/metrics").body())
                    .contains("hydrophone_sample_ratio 0.25\n")
                    .contains("hydrophone_losses_total{kind=\"sampled\"} " + (200 - met) + "\n");
        }
    }

    @Test
    void nothingRunsWhenAllIsAnswered() throws Exception {
        JsonNode running = json("/api/v1/running");
        assertThat(running.get("count").asLong()).isZero();
        assertThat(running.get("running").size()).isZero();
    }

    @Test
    void transactionsThatEndedAreRanked() throws Exception {
        JsonNode open = json("/api/v1/transactions");
        assertThat(open.get("open").asLong()).isZero();
        assertThat(open.get("transactions").size()).isZero();
        JsonNode ended = json("/api/v1/transactions?state=ended&order=rows&top=3");
        assertThat(ended.get("transactions").size()).isEqualTo(3);
        JsonNode one = ended.get("transactions").get(0);
        assertThat(one.get("end").asString()).isEqualTo("commit");
        assertThat(one.get("statements").asLong()).isEqualTo(6);
        assertThat(one.get("rows_sent").asLong()).isEqualTo(41);
        assertThat(one.at("/last_statement/fingerprint").asString()).isEqualTo("commit");
        assertThat(one.get("duration_us").asLong())
                .isEqualTo(one.get("busy_us").asLong() + one.get("idle_us").asLong());
        long ts = one.get("ts").asLong() + one.get("duration_us").asLong();
        assertThat(json("/api/v1/transactions?state=ended&to=" + ts)
                        .get("count")
                        .asLong())
                .isLessThan(ended.get("count").asLong());
        assertThat(get("/metrics").body())
                .contains("hydrophone_transactions_total{end=\"commit\"} 1000")
                .contains("hydrophone_transaction_duration_seconds_count 1000")
                .contains("hydrophone_transactions_open 0")
                .contains("hydrophone_transaction_oldest_seconds 0")
                .contains("hydrophone_transaction_idle_oldest_seconds 0");
    }

    @Test
    void aParameterThatIsNotUnderstoodIsRefused() throws Exception {
        for (String path : new String[] {"/api/v1/queries?order=name", "/api/v1/queries?top=0", "/status?x=1"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(400);
        }
    }

    private JsonNode json(String path) throws Exception {
        return json(server, path);
    }

    private JsonNode json(HttpServer of, String path) throws Exception {
        HttpResponse<String> response = get(of, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(server, path);
    }

    private HttpResponse<String> get(HttpServer of, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(of.uri().resolve(path)).build(), BodyHandlers.ofString());
    }
}
