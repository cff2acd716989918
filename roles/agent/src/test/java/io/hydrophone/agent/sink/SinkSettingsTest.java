package io.hydrophone.agent.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.agent.forward.QueueLimits;
import io.hydrophone.agent.forward.SinkOptions;
import io.hydrophone.agent.statsd.StatsdOptions;
import io.hydrophone.agent.statsd.StatsdSettings;
import io.hydrophone.agent.transfer.TransferOptions;
import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.http.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkSettingsTest {
    @TempDir
    private Path directory;

    private <T> T read(String yaml, Function<Section, T> reader) throws IOException {
        Path file = Files.writeString(directory.resolve("h.yaml"), yaml);
        ConfigurationFile read = ConfigurationFile.read(file, name -> null);
        T settings = reader.apply(read.root());
        read.finish();
        return settings;
    }

    private StatsdOptions statsd(String yaml) throws IOException {
        return read(yaml, root -> StatsdSettings.read(root.section("statsd")));
    }

    private List<SinkPlan> sinks(String yaml) throws IOException {
        return read(yaml, root -> SinkSettings.read(root.sections("sinks"), directory));
    }

    @Test
    void everyTypeIsRead() throws IOException {
        List<SinkPlan> plans = sinks("""
                sinks:
                  - {type: hydrophone, url: "https://console:8670", token: secret, format: json}
                  - {type: datadog, url: "https://api.datadoghq.eu", api_key: abc, compression: zstd}
                  - {type: falcon, url: "tcp://10.0.0.1:8433", insecure: true, step: 30s}
                  - {type: falcon, name: falcon-http, url: "http://127.0.0.1:1988"}
                  - {type: remote_write, url: "http://localhost:9090/api/v1/write", timeout: 5s}
                  - {type: otlp, url: "https://otel:4318"}
                  - {type: opentsdb, url: "http://127.0.0.1:4242"}
                  - {type: opentsdb, name: tsdb-lines, url: "tcp://127.0.0.1"}
                  - {type: kafka, url: "kafkas://broker:9093/signals"}
                  - {type: file, path: out.json, rotate_size: 1MiB, keep: 2, queue_on_disk: false, queue_size: 64MiB,
                     max_age: 2h, retry_cap: 10s, queue_memory: 1MiB}
                """);
        assertThat(plans)
                .extracting(plan -> plan.options().name())
                .containsExactly(
                        "hydrophone",
                        "datadog",
                        "falcon",
                        "falcon-http",
                        "remote-write",
                        "otlp",
                        "opentsdb",
                        "tsdb-lines",
                        "kafka",
                        "file");
        assertThat(plans.getFirst().options())
                .isEqualTo(new SinkOptions(
                        "hydrophone", directory.resolve("hydrophone"), QueueLimits.USUAL, Duration.ofSeconds(90)));
        assertThat(plans.getLast().options())
                .isEqualTo(new SinkOptions(
                        "file", null, new QueueLimits(64 << 20, 1 << 20, Duration.ofHours(2)), Duration.ofSeconds(10)));
        SinkPlan.destinations(plans).forEach(destination -> destination.sink().close());
    }

    @Test
    void allThatIsWrongIsTold() {
        ConfigurationProblems problems = catchThrowableOfType(ConfigurationProblems.class, () -> sinks("""
                sinks:
                  - {type: datadog, url: "http://api.example.com"}
                  - {type: colour}
                  - {url: "https://x"}
                  - {type: otlp, name: "Not A Name", url: "ftp://x"}
                  - {type: kafka}
                  - {type: file, path: a}
                  - {type: file, path: b, colour: red}
                """));
        assertThat(problems.problems())
                .extracting(Problem::code)
                .contains("sink-in-the-clear", "wrong-type", "missing-key", "bad-sink", "same-name", "unknown-key");
    }

    @Test
    void theUsualIsAsDdAgentHasIt() throws IOException {
        assertThat(QueueLimits.USUAL.bytes()).isEqualTo(30_000_000);
        assertThat(statsd("statsd: {}")).isEqualTo(StatsdOptions.local(8125));
        ListenAddress graphite = read("graphite: {}", root -> StatsdSettings.readGraphite(root.section("graphite")));
        assertThat(graphite).isNull();
        assertThat(statsd("statsd: {listen: off}")).isNull();
        assertThat(
                        statsd(
                                "statsd: {listen: \"127.0.0.1:9125\", socket: s.sock, flush: 1s, namespace: shop, gauge_deltas: false}"))
                .isEqualTo(new StatsdOptions(
                        "127.0.0.1",
                        9125,
                        directory.resolve("s.sock"),
                        Duration.ofSeconds(1),
                        "shop",
                        false,
                        true,
                        StatsdOptions.USUAL_MAX_SERIES));
    }

    @Test
    void statsdForOthersHasToBeMeant() {
        ConfigurationProblems problems = catchThrowableOfType(
                ConfigurationProblems.class,
                () -> read("statsd: {listen: \"0.0.0.0:8125\"}", root -> StatsdSettings.read(root.section("statsd"))));
        assertThat(problems.problems()).extracting(Problem::code).containsExactly("exposed");
    }

    @Test
    void aTransferHasReceivers() throws IOException {
        TransferOptions options = read("""
                transfer:
                  receivers:
                    - {name: graph-1, type: falcon, url: "tcp://127.0.0.1:6070"}
                    - {name: graph-2, type: falcon, url: "tcp://127.0.0.1:6071"}
                """, root -> TransferOptions.read(root.section("transfer"), "me"));
        assertThat(options.name()).isEqualTo("me");
        assertThat(options.receivers())
                .extracting(plan -> plan.options().directory())
                .containsExactly(directory.resolve("transfer/graph-1"), directory.resolve("transfer/graph-2"));
    }
}
