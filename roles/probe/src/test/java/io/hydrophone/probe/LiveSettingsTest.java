package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.settings.GroupChange;
import io.hydrophone.probe.settings.GroupChanges;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.probe.settings.SettingsChange;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.servers.Pause;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.PacketSources;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A probe is changed over HTTP while it runs; it hears nothing, but its seconds are real. */
class LiveSettingsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final List<IntervalReport> reports = new CopyOnWriteArrayList<>();
    private final List<GroupChange> kept = new ArrayList<>();
    private final List<GroupChanges> propagated = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Path audit;
    private Probe probe;
    private Settings settings;
    private HttpServer server;

    @BeforeEach
    void start() {
        audit = directory.resolve("audit");
        probe = Probe.start(
                PacketSources.of(new SteadyClock()),
                ProbeOptions.of("none", Ports.of(3306)),
                notice -> {},
                List.of(reports::add));
        settings = new Settings("db7", probe, kept::add, new AuditLog(audit), problem -> {});
        settings.propagateTo(propagated::add);
        server = HttpServer.start(
                ServerOptions.local(0), ProbeRoutes.of(probe, "1.2.3", ProbeRoutes.COLLECTOR, null, settings));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        probe.close();
    }

    @Test
    void reportsOfAnotherLengthAndThresholdFollowWithoutAHole() throws Exception {
        Pause.until("a report", LIMIT, () -> !reports.isEmpty());
        assertThat(update("report_period_ms=3000&slow_threshold_ms=250").body()).isEqualTo("OK");
        Pause.until("a whole one", LIMIT, () -> length(reports.getLast()) == 3);
        update("report_period_ms=1000");
        Pause.until("two short ones", LIMIT, () -> lastAreShort());

        for (int i = 1; i < reports.size(); i++) {
            assertThat(reports.get(i).fromNanos()).isEqualTo(reports.get(i - 1).toNanos());
            assertThat(reports.get(i).id().sequence())
                    .isEqualTo(reports.get(i - 1).id().sequence() + 1);
        }
        List<Long> thresholds = reports.stream()
                .map(report -> report.summary().counts().slowNanos())
                .distinct()
                .toList();
        assertThat(thresholds).containsExactly(-1L, 250_000_000L);
        JsonNode status = JsonMapper.shared().readTree(get("/status").body()).get("report");
        assertThat(status.get("interval_us").asLong()).isEqualTo(1_000_000);
        assertThat(status.get("slow_threshold_us").asLong()).isEqualTo(250_000);
    }

    private boolean lastAreShort() {
        int size = reports.size();
        return size > 4 && length(reports.get(size - 1)) == 1 && length(reports.get(size - 2)) == 1;
    }

    private static long length(IntervalReport report) {
        return (report.toNanos() - report.fromNanos()) / SECOND;
    }

    @Test
    void aSmallerPartOfTheSessionsIsHeardAtOnce() throws Exception {
        HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/config/update"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("sample=1/4"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(posted.body()).isEqualTo("OK");
        assertThat(probe.sampling().ratio()).isEqualTo(new SampleRatio(4));
        assertThat(probe.sampling().reason()).isEqualTo(SampleState.Reason.OPTION);
        update("sample=1/1");
        assertThat(probe.sampling().ratio()).isEqualTo(SampleRatio.ALL);
    }

    @Test
    void whoChangedWhatIsNotedAndKeptWhenAskedFor() throws Exception {
        update("report_period_ms=2000");
        update("report_period_ms=2000&sample=1/8&slow_threshold_ms=0&persist=true");
        List<JsonNode> lines = Files.readAllLines(audit).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().get("what").asString()).isEqualTo("report_period_ms");
        assertThat(lines.getFirst().get("before").asString()).isEqualTo("1000");
        assertThat(lines.getFirst().get("after").asString()).isEqualTo("2000");
        assertThat(lines.getFirst().get("persist").asBoolean()).isFalse();
        assertThat(lines.getFirst().get("who").asString()).isEqualTo("127.0.0.1");
        assertThat(lines.getFirst().get("ts").asLong()).isPositive();
        assertThat(lines.get(1).has("before")).as("no threshold was set").isFalse();
        assertThat(lines.get(2).get("persist").asBoolean()).isTrue();
        SettingsChange change = new SettingsChange(Duration.ofSeconds(2), Duration.ZERO, new SampleRatio(8));
        assertThat(kept).extracting(GroupChange::change).containsExactly(change);
        assertThat(propagated).hasSize(2);
        assertThat(propagated.getLast().together()).isEqualTo(change);
    }

    @Test
    void aChangeOfTheGroupIsMadeAndNotedOnceWithItsOrigin() throws Exception {
        GroupChanges theirs = GroupChangesJson.read(
                "{\"settings\":[{\"ts\":1,\"node\":\"m1\",\"who\":\"10.0.0.9\",\"sample\":\"1/2\"}]}");
        settings.learn(theirs);
        settings.learn(theirs);
        assertThat(probe.sampling().ratio()).isEqualTo(new SampleRatio(2));
        assertThat(propagated).containsExactly(theirs);
        JsonNode line = JsonMapper.shared().readTree(Files.readString(audit));
        assertThat(line.get("who").asString()).isEqualTo("10.0.0.9");
        assertThat(line.get("origin").asString()).isEqualTo("m1");
        assertThat(kept).isEmpty();
    }

    @Test
    void whatCannotBeChangedIsRefusedWithWhatCan() throws Exception {
        for (String wrong : List.of(
                "",
                "ports=3307",
                "persist=true",
                "report_period_ms=500",
                "report_period_ms=1500",
                "report_period_ms=x",
                "report_period_ms=3600001",
                "slow_threshold_ms=-1",
                "sample=1/0",
                "sample=4",
                "sample=1/4&persist=maybe")) {
            HttpResponse<String> refused = update(wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(update("ports=3307").body())
                .contains("not-changeable", "report_period_ms, slow_threshold_ms, sample");
        assertThat(probe.settings().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(audit).doesNotExist();
        Files.createDirectory(audit);
        assertThat(update("sample=1/4").body()).contains("no-audit");
        assertThat(probe.sampling().ratio()).isEqualTo(SampleRatio.ALL);
    }

    private HttpResponse<String> update(String parameters) throws Exception {
        return get("/config/update?" + parameters);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.uri() + path)).build(), BodyHandlers.ofString());
    }
}
