package io.hydrophone.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.TlsMode;
import io.hydrophone.core.Problem;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.wire.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MySqlProbeFileTest {
    @TempDir
    private Path directory;

    private Written written(String text) {
        return Written.to(directory, text);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MySqlProbeFileTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void theReadmesExampleIsTranslatedKeyByKey() throws IOException {
        Configuration read = written(resource("mysql-probe.yaml")).read();
        assertThat(read.kind()).isEqualTo(Kind.MYSQL_PROBE);
        assertThat(read.watcher().password().reveal()).isEqualTo("test");
        assertThat(ConfigurationReader.text(read))
                .isEqualTo(resource("mysql-probe-translated.yaml")
                        .replace("DIRECTORY", directory.toAbsolutePath().toString()));
    }

    @Test
    void itsTranslationIsTheSameConfiguration() throws IOException {
        String text =
                ConfigurationReader.text(written(resource("mysql-probe.yaml")).read());
        Configuration again = written(text).read();
        assertThat(again.kind()).isEqualTo(Kind.NATIVE);
        assertThat(ConfigurationReader.text(again)).isEqualTo(text);
    }

    @Test
    void itServesThisMachineUntilTheLinesThatOpenItAreAdded() {
        Configuration read = written("slave: true\nserverport: 8700\n").read();
        assertThat(read.probe().serve().listen()).isEqualTo(new ListenAddress("127.0.0.1", 8700));
        assertThat(read.remarks()).first().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo(Configuration.LOCAL_ONLY);
            assertThat(remark.action())
                    .contains("listen: 0.0.0.0:8700", "token_file: token", "tls_cert:", "tls_key:", "insecure: true");
        });
        Configuration opened = written(
                        "slave: true\nserverport: 8700\nlisten: 0.0.0.0:8701\ntoken_file: t\ntls_cert: c\ntls_key: k\n")
                .read();
        assertThat(opened.probe().serve())
                .isEqualTo(new ServeSettings(
                        new ListenAddress("0.0.0.0", 8701),
                        directory.resolve("t"),
                        directory.resolve("c"),
                        directory.resolve("k"),
                        false));
        assertThat(opened.remarks()).extracting(Problem::code).doesNotContain(Configuration.LOCAL_ONLY);
        assertThat(written("slave: true\nlisten: 0.0.0.0:8701\n").told())
                .containsExactly("2:9 exposed: listen: others can reach 0.0.0.0:8701, so it needs a token and TLS");
    }

    @Test
    void reportsThatLeaveTheMachineUnencryptedAreSaid() {
        String file = "slave: true\npusher: {servers: '%s', path: websocket}\n";
        assertThat(written(file.formatted("10.0.0.2:8668,127.0.0.1:8668"))
                        .read()
                        .remarks())
                .extracting(Problem::code)
                .contains("push-in-the-clear");
        assertThat(written(file.formatted("localhost:8668,[::1]:8668")).read().remarks())
                .extracting(Problem::code)
                .doesNotContain("push-in-the-clear");
    }

    @Test
    void whoIsNoSlaveIsAMaster() {
        Configuration read = written("slave: false\nserverport: 8668\nprobe: {device: eth0}\nwatcher: {uname: u}\n")
                .read();
        assertThat(read.probe()).isNull();
        assertThat(read.watcher()).isNull();
        assertThat(read.master().serve().listen().port()).isEqualTo(8668);
        assertThat(written("serverport: 8668\n").read().master()).isNotNull();
    }

    @Test
    void withoutAClusterItIsAGossipClusterOfOne() {
        ClusterSection cluster = written("slave: true\n").read().cluster();
        assertThat(cluster)
                .isEqualTo(new ClusterSection(
                        ClusterSection.Mode.GOSSIP, ClusterSection.DEFAULT_GROUP, 0, List.of(), null, true));
        assertThat(written("slave: true\ncluster: {gossip: false, group: g, port: 7946}\n")
                        .read()
                        .cluster())
                .isEqualTo(new ClusterSection(ClusterSection.Mode.STATIC, "g", 7946, List.of(), null, true));
    }

    @Test
    void thePasswordGoesByBothNames() {
        assertThat(password("passward: a")).isEqualTo("a");
        assertThat(password("password: b")).isEqualTo("b");
        assertThat(password("passward: a\n  password: b")).isEqualTo("b");
        assertThat(password("password: ''")).isEmpty();
        WatcherSection watcher =
                written("slave: true\nwatcher: {uname: u, password: }\n").read().watcher();
        assertThat(watcher.password()).isNull();
        assertThat(watcher.url(Ports.of(3307)))
                .hasToString("mysql://u@127.0.0.1:3307/?tls=disabled")
                .satisfies(url -> assertThat(url.tls()).isEqualTo(TlsMode.DISABLED));
    }

    private String password(String line) {
        return written("slave: true\nwatcher:\n  uname: u\n  " + line + "\n")
                .read()
                .watcher()
                .password()
                .reveal();
    }

    @Test
    void whatIsEmptyOrZeroHasItsDefault() {
        Configuration read = written("""
                slave: yes
                serverport:
                interval: 0
                probe: {device: eth0, port: 0, workers: 0, snappylength: 1500}
                pusher: {servers: "", path: x}
                watcher: {uname: , password: }
                websocket: {writetimeoutms: 0, pingtimeouts: 5, reconnectperiods: , maxmessagesize: 1}
                """).read();
        assertThat(read.probe().report()).isEqualTo(ReportSettings.DEFAULT);
        assertThat(read.probe().capture().ports()).isEqualTo(Ports.of(3306));
        assertThat(read.probe().capture().workers()).isEqualTo(1);
        assertThat(read.probe().capture().snapBytes()).isEqualTo(1500);
        assertThat(read.probe().serve()).isEqualTo(ServeSettings.DEFAULT);
        assertThat(read.pusher()).isNull();
        assertThat(read.watcher()).isNull();
        assertThat(read.websocket().writeTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read.websocket().pingTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.websocket().maxMessageBytes()).isEqualTo(1024);
    }

    @Test
    void whatOlderVersionsHadIsSaidToBeUnused() {
        assertThat(written("slave: true\nwatcher: {uname: u, address: h, dbname: d}\n")
                        .read()
                        .remarks())
                .extracting(Problem::message)
                .anyMatch(message -> message.startsWith("watcher.address is not used"))
                .anyMatch(message -> message.startsWith("watcher.dbname is not used"));
    }

    @Test
    void whatIsWrongIsTold() {
        assertThat(written("""
                slave: tru
                serverport: 86670
                slowthreshold: 100
                probe:
                  devices: eth0
                  device: eth0
                  workers: 65
                pusher:
                  servers: 127.0.0.1
                """).told())
                .containsExactly(
                        "1:8 wrong-type: slave: 'tru' is neither true nor false",
                        "2:13 out-of-range: serverport: 86670 is out of range",
                        "3:1 unknown-key: 'slowthreshold' is not known here",
                        "5:3 unknown-key: 'devices' is not known in probe",
                        "7:12 out-of-range: probe.workers: 65 is out of range",
                        "9:12 bad-address: pusher.servers: '127.0.0.1' is not HOST:PORT");
    }

    @Test
    void isToldApartByItsKeys() {
        assertThat(written("probe: {device: eth0}\n").read().kind()).isEqualTo(Kind.MYSQL_PROBE);
        assertThat(written("version: 1\nprobe: {devices: eth0}\n").read().kind())
                .isEqualTo(Kind.NATIVE);
        assertThat(written("probe: {devices: eth0}\n").told()).containsExactly("1:1 missing-key: version is missing");
        assertThat(written("version: 1\nslave: true\n").told())
                .containsExactly("2:1 unknown-key: 'slave' is not known here");
    }
}
