package io.hydrophone.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.TlsMode;
import io.hydrophone.core.Problem;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.Mechanism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFileTest {
    private static final String EVERYTHING = """
            version: 1
            probe:
              name: db-7
              devices: [eth0, "eth0@1234"]
              ports: 3307,3306
              capture: af_packet
              ring: 32MiB
              tunnels: true
              workers: 4
              cpu_limit: 150
              sample: 1/8
              snap_length: 2KiB
              tls_keylog: keys/log
              interval: 10s
              slow_threshold: 1s
              mask: false
              tags: [route, "a b"]
              listen: "[::1]:8700"
              token_file: token
              tls_cert: /etc/cert.pem
              tls_key: /etc/key.pem
              insecure: true
            master:
              interval: 2s
              listen: 127.0.0.1:8668
            pusher:
              servers: [10.0.0.2:8668, "[2001:db8::1]:8668"]
              path: push
              preconnect: yes
              format: mysqlprobe
              queue_directory: /var/lib/hydrophone/queue
              queue_size: 1GiB
              token_file: push.token
              tls: false
              tls_ca: ca.pem
              any_master: true
            watcher:
              user: "a: b"
              password: ${env:PASSWORD}
              host: db.example.com
              port: 3310
              tls: verify-ca
              tls_ca: db.pem
              interval: 30s
            websocket:
              connect_timeout: 2s
              write_timeout: 500ms
              ping_timeout: 1m
              reconnect_period: 5s
              max_message_size: 1MiB
            cluster:
              mode: static
              group: blue
              port: 7946
              seeds: [node1:8667, node2:8667]
              key: ${file:key}
              follow_settings: false
            """;

    @TempDir
    private Path directory;

    private Written written(String text) {
        return Written.to(directory, text);
    }

    private Configuration everything() throws IOException {
        Files.writeString(directory.resolve("key"), "k3y\n");
        return written(EVERYTHING).with(Map.of("PASSWORD", "s3cr3t")).read();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Configuration read = everything();
        assertThat(read.probe())
                .isEqualTo(new ProbeSection(
                        "db-7",
                        new CaptureSettings(
                                List.of("eth0", "eth0@1234"),
                                Ports.of(3306, 3307),
                                Mechanism.AF_PACKET,
                                32 << 20,
                                true,
                                4,
                                150,
                                SampleRatio.parse("1/8"),
                                2048,
                                directory.resolve("keys/log")),
                        new ReportSettings(
                                Duration.ofSeconds(10), Duration.ofSeconds(1), false, List.of("route", "a b")),
                        new ServeSettings(
                                new ListenAddress("::1", 8700),
                                directory.resolve("token"),
                                Path.of("/etc/cert.pem"),
                                Path.of("/etc/key.pem"),
                                true)));
        assertThat(read.master().report().interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.pusher())
                .isEqualTo(new PusherSection(
                        List.of(new HostPort("10.0.0.2", 8668), new HostPort("2001:db8::1", 8668)),
                        "/push",
                        true,
                        PusherSection.Format.MYSQLPROBE,
                        Path.of("/var/lib/hydrophone/queue"),
                        1 << 30,
                        directory.resolve("push.token"),
                        false,
                        directory.resolve("ca.pem"),
                        true));
        assertThat(read.watcher().password().reveal()).isEqualTo("s3cr3t");
        assertThat(read.watcher().tls()).isEqualTo(TlsMode.VERIFY_CA);
        assertThat(read.watcher().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.watcher().url(Ports.AUTO)).hasToString("mysql://a: b@db.example.com:3310/?tls=verify-ca");
        assertThat(read.websocket())
                .isEqualTo(new WebSocketSection(
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        1 << 20));
        assertThat(read.cluster().mode()).isEqualTo(ClusterSection.Mode.STATIC);
        assertThat(read.cluster().seeds()).containsExactly(new HostPort("node1", 8667), new HostPort("node2", 8667));
        assertThat(read.cluster().key().reveal()).isEqualTo("k3y");
        assertThat(read.cluster().followSettings()).isFalse();
    }

    @Test
    void whatIsShownIsReadAsTheSameAndHasNoSecret() throws Exception {
        Configuration read = everything();
        String text = ConfigurationReader.text(read);
        assertThat(text)
                .contains("password: (hidden)", "key: (hidden)")
                .doesNotContain("s3cr3t")
                .doesNotContain("k3y");
        Configuration again = written(text).read();
        assertThat(again.probe()).isEqualTo(read.probe());
        assertThat(again.master()).isEqualTo(read.master());
        assertThat(again.pusher()).isEqualTo(read.pusher());
        assertThat(again.websocket()).isEqualTo(read.websocket());
        assertThat(ConfigurationReader.text(again)).isEqualTo(text);
        assertThat(read.toString()).doesNotContain("s3cr3t").doesNotContain("k3y");
    }

    @Test
    void anyTextComesThroughBeingShown() {
        for (String value : List.of("null", "${env:X}", "a: b # c", "\u0001 \"\\ 'ö' 🐬", "- x", "~", "x:", "::1")) {
            YamlText yaml = new YamlText();
            yaml.line("version: 1");
            yaml.section("probe");
            yaml.list("tags", List.of(value, value));
            assertThat(written(yaml.toString()).read().probe().report().tags())
                    .as(yaml.toString())
                    .containsExactly(value, value);
        }
    }

    /** The defaults that docs/configuration.md tells. */
    @Test
    void sectionsWithoutKeysHaveTheDefaults() {
        Configuration read = written("""
                version: 1
                probe:
                pusher: {servers: "m:1"}
                watcher: {user: u}
                """).read();
        assertThat(read.probe()).isEqualTo(ProbeSection.DEFAULT);
        assertThat(read.probe().capture())
                .isEqualTo(new CaptureSettings(
                        List.of(), Ports.of(3306), Mechanism.AUTO, 16 << 20, false, 1, 0, SampleRatio.ALL, 0, null));
        assertThat(read.probe().serve())
                .isEqualTo(new ServeSettings(new ListenAddress("127.0.0.1", 8667), null, null, null, false));
        assertThat(read.pusher())
                .isEqualTo(new PusherSection(
                        List.of(new HostPort("m", 1)),
                        "/collector",
                        false,
                        PusherSection.Format.NATIVE,
                        directory.resolve("queue"),
                        256 << 20,
                        null,
                        true,
                        null,
                        false));
        assertThat(read.watcher().url(Ports.of(3307, 3306))).hasToString("mysql://u@127.0.0.1:3306/?tls=disabled");
        assertThat(read.websocket()).isEqualTo(WebSocketSection.DEFAULT);
        assertThat(read.cluster().mode()).isEqualTo(ClusterSection.Mode.NONE);
        assertThat(read.master()).isNull();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(written("""
                version: 2
                probe:
                  device: eth0
                  ports: [auto, 3306]
                  sample: 1/0
                  capture: magic
                  listen: 0.0.0.0:8667
                  tls_cert: cert.pem
                pusher:
                  path: x
                  servers: []
                watcher:
                  host: "a b"
                  tls: disabled
                  tls_ca: ca.pem
                cluster:
                  group: ""
                  seeds: [here]
                """).told())
                .containsExactly(
                        "1:10 unknown-version: version: this Hydrophone reads version 1 alone",
                        "3:3 unknown-key: 'device' is not known in probe",
                        "4:10 out-of-range: probe.ports: auto stands alone",
                        "5:11 bad-sample: probe.sample: '1/0' is no part of the sessions",
                        "6:12 wrong-type: probe.capture: 'magic' is no choice here",
                        "7:11 exposed: probe.listen: others can reach 0.0.0.0:8667, so it needs a token",
                        "8:13 bad-tls-files: probe.tls_cert: tls_cert and tls_key go together",
                        "11:12 out-of-range: pusher.servers: no server is named",
                        "12:1 missing-key: watcher.user is missing",
                        "13:9 bad-mysql-url: watcher.host: a host is a name or an address",
                        "15:11 out-of-range: watcher.tls_ca: nothing is verified with tls: disabled",
                        "17:10 empty-value: cluster.group: a group has a name",
                        "18:11 bad-address: cluster.seeds: 'here' is not HOST:PORT");
    }

    @Test
    void anAddressThatOthersReachIsProtected() {
        String open = "version: 1\nprobe:\n  listen: 0.0.0.0:8667\n";
        assertThat(written(open).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("exposed");
            assertThat(problem.action()).contains("token_file:", "tls_cert:", "tls_key:", "insecure: true");
        });
        String withTls = open + "  tls_cert: c\n  tls_key: k\n";
        assertThat(written(withTls).told()).singleElement().asString().endsWith("so it needs a token");
        Map<String, String> token = Map.of("HYDROPHONE_TOKEN", "t");
        assertThat(written(open).with(token).told()).singleElement().asString().endsWith("so it needs TLS");
        assertThat(written(withTls).with(token).read().probe()).isNotNull();
        assertThat(written(withTls + "  token_file: t\n").read().probe()).isNotNull();
        assertThat(written(open + "  insecure: true\n").read().probe()).isNotNull();
        assertThat(ConfigurationReader.read(written(open).file(), false, name -> null)
                        .probe())
                .as("where the command line has a say")
                .isNotNull();
        assertThat(written(open.replace("0.0.0.0", "no.such.host.invalid")).told())
                .singleElement()
                .asString()
                .contains("3:11 unknown-host: probe.listen:");
    }

    @Test
    void anIntervalIsOfWholeSeconds() {
        for (String interval : List.of("500ms", "1500ms")) {
            assertThat(written("version: 1\nprobe: {interval: " + interval + "}\n")
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.text()).contains("probe.interval: "));
        }
        assertThat(written("version: 1\nprobe: {interval: 2000ms}\n")
                        .read()
                        .probe()
                        .report()
                        .interval())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aNameIsVisibleAndNotTooLong() {
        for (String name : List.of("\" \"", "x".repeat(256), "\"a\\u0001b\"")) {
            assertThat(written("version: 1\nprobe: {name: " + name + "}\n").problems())
                    .singleElement()
                    .extracting(Problem::code)
                    .isEqualTo("bad-name");
        }
    }

    @Test
    void theLimitsOfWebSocketsAreThoseOfThePusherAndTheCollector() {
        WebSocketSection limits = written("""
                version: 1
                probe:
                websocket:
                  connect_timeout: 2s
                  write_timeout: 500ms
                  ping_timeout: 1m
                  reconnect_period: 5s
                  max_message_size: 1MiB
                """).read().websocket();
        assertThat(limits.pushTimes().connect()).isEqualTo(Duration.ofSeconds(2));
        assertThat(limits.pushTimes().reconnect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.channels(ChannelOptions.DEFAULT))
                .isEqualTo(ChannelOptions.DEFAULT.withTimeouts(Duration.ofMillis(500), Duration.ofMinutes(1)));
        assertThat(limits.queue(256 << 20).maxRecordBytes()).isEqualTo(1 << 20);
        assertThat(limits.queue(1 << 20).maxRecordBytes()).isEqualTo(1 << 19);
        assertThat(WebSocketSection.DEFAULT.queue(256 << 20)).isEqualTo(QueueOptions.of(256 << 20));
    }
}
