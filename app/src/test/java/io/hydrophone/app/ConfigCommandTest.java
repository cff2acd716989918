package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config}, and {@code probe --config} as far as it needs no device and no server. */
class ConfigCommandTest {
    private static final Path MYSQL_PROBE = Path.of("src/test/resources/io/hydrophone/app/config/mysql-probe.yaml");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("h.yaml");
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        PrintStream output = new PrintStream(out, true, UTF_8);
        int status = Main.run(args, new ByteArrayInputStream(new byte[0]), output, new PrintStream(err, true, UTF_8));
        output.flush();
        return status;
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    /** The name of the file that has this text now. */
    private String written(String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    @Test
    void checkSaysThatAFileIsFineAndWhoseItIs() throws IOException {
        assertThat(run("config", "check", written("version: 1\nprobe: {devices: [any]}\n")))
                .isZero();
        assertThat(out()).isEqualTo(file + ": fine (Hydrophone's configuration, version 1)\n");
        assertThat(err()).isEmpty();
        assertThat(run("config", "check", MYSQL_PROBE.toString())).isZero();
        assertThat(out()).isEqualTo(MYSQL_PROBE + ": fine (mysql-probe's configuration)\n");
        assertThat(err())
                .contains("127.0.0.1:8667, for this machine alone", "    listen: 0.0.0.0:8667\n", "insecure: true");
    }

    @Test
    void checkTellsAllThatIsWrongAtOnce() throws IOException {
        assertThat(run("config", "check", written("version: 1\nprobe:\n  listne: x\n  workers: 0\n")))
                .isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("""
                hydrophone: FILE:3:3: 'listne' is not known in probe
                  did you mean listen?
                hydrophone: FILE:4:12: probe.workers: 0 is out of range
                  give 1 to 64
                """.replace("FILE", file.toString()));
        assertThat(run("config", "check", directory.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err()).contains("nowhere: there is no such file");
        assertThat(run("config", "check")).isEqualTo(2);
        assertThat(run("config", "chek", MYSQL_PROBE.toString())).isEqualTo(2);
    }

    @Test
    void showPrintsWhatIsInEffectWithoutSecrets() throws IOException {
        assertThat(run("config", "show", MYSQL_PROBE.toString())).isZero();
        assertThat(out())
                .startsWith("# " + MYSQL_PROBE + ", mysql-probe's configuration\nversion: 1\n")
                .contains("\n  user: test\n  password: (hidden)\n", "\n  devices: [lo0, en0]\n");
        assertThat(run("config", "check", written(out()))).isZero();
        assertThat(run("config", "show", written("version: 3\n"))).isEqualTo(2);
        assertThat(err()).contains("h.yaml:1:10: version: this Hydrophone reads version 1 alone");
    }

    @Test
    void showPrintsSinksTargetsAndReceiversWithoutSecrets() throws IOException {
        Files.writeString(directory.resolve("key"), "hidden-key\n");
        Files.writeString(directory.resolve("orders.password"), "hidden-word\n");
        String text = """
                version: 1
                agent:
                  exporter:
                    targets:
                    - {url: 'mysql://ear:hidden@word@db7/?tls=required', collectors: [global_status]}
                    - {name: orders, url: 'mysql://ear@localhost', socket: /run/x.sock, password_file: orders.password}
                    paces: [{collector: slave_status, max_age: 90s}]
                  sinks:
                  - {type: datadog, url: 'https://d.example/?key=hidden', api_key: '${file:key}', retry_cap: 5m}
                  - {type: kafka, name: k2, url: 'kafkas://broker:9092/signals'}
                transfer:
                  receivers:
                  - {type: remote_write, name: a, url: 'https://a.example', token: hidden}
                """;
        assertThat(run("config", "show", written(text))).as(err()).isZero();
        String shown = out();
        assertThat(shown)
                .doesNotContain("hidden-", "hidden@", "=hidden", "token: hidden", "word@")
                .contains("\n    - url: \"mysql://ear:(hidden)@db7/?tls=required\"\n")
                .contains("\n      collectors: [global_status]\n")
                .contains("\n      socket: /run/x.sock\n", "\n      password_file: orders.password\n")
                .contains("\n    - collector: slave_status\n      max_age: 90s\n      deadline: 8s\n")
                .contains("\n  - type: datadog\n    name: datadog\n    queue_size: 30000000\n")
                .contains("\n    retry_cap: 5m\n", "\n    api_key: (hidden)\n", "\n    timeout: 20s\n")
                .contains("\n    url: kafkas://broker:9092/signals\n", "\n    token: (hidden)\n");
        assertThat(run("config", "show", written(shown))).as(err()).isZero();
        assertThat(out()).as("read again it says the same").isEqualTo(shown);
    }

    @Test
    void aMasterWithTheFileOfAProbeDoesNotStart() throws IOException {
        assertThat(run("master", "--config", written("slave: true\n"))).isEqualTo(1);
        assertThat(err()).contains("h.yaml: this is the configuration of a probe", "hydrophone probe --config");
    }

    @Test
    void aProbeWithAWrongFileDoesNotStart() throws IOException {
        assertThat(run("probe", "--config", written("version: 1\nprobe: {workers: two, x: 1}\n")))
                .isEqualTo(2);
        assertThat(err()).contains("h.yaml:2:18: ", "h.yaml:2:23: ");
        assertThat(run("probe", "--config", written("slave: false\n"))).isEqualTo(1);
        assertThat(err()).contains("h.yaml: this is the configuration of a master", "hydrophone master --config");
        assertThat(run("probe", "--config", written("version: 1\ncluster: {mode: gossip}\n")))
                .isEqualTo(1);
        assertThat(err()).contains("a probe listens to a device or asks");
    }
}
