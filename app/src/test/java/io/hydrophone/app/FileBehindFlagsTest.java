package io.hydrophone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.app.config.Configuration;
import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.Receiver;
import io.hydrophone.wire.source.Mechanism;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Option over file over default. */
class FileBehindFlagsTest {
    private MySqlOptions mysql;
    private PushingOptions push;
    private final List<Problem> told = new ArrayList<>();

    @TempDir
    private Path directory;

    private CommandSpec applied(String text, String... args) throws IOException {
        CommandSpec command = parsed(args);
        mysql = (MySqlOptions) command.mixins().get("mysql").userObject();
        push = (PushingOptions) command.mixins().get("push").userObject();
        FileBehindFlags.apply(Files.writeString(directory.resolve("h.yaml"), text), command, mysql, push, told::add);
        return command;
    }

    private static CommandSpec parsed(String... args) {
        CommandLine line = new CommandLine(new ProbeCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(args);
        return line.getCommandSpec();
    }

    private static Object value(CommandSpec command, String option) {
        return command.findOption(option).getValue();
    }

    private static List<Object> values(CommandSpec command) {
        return command.options().stream().map(OptionSpec::<Object>getValue).toList();
    }

    @Test
    void aFileThatSaysNothingChangesNothing() throws IOException {
        CommandSpec command = applied("version: 1\nprobe: {}\n");
        List<Object> values = new ArrayList<>(values(command));
        List<Object> defaults = new ArrayList<>(values(parsed()));
        int sample = command.options().indexOf(command.findOption("--sample"));
        assertThat(values.set(sample, null)).isEqualTo("1/1");
        assertThat(values).isEqualTo(defaults);
        assertThat(told).isEmpty();
    }

    @Test
    void whatTheFileSaysIsAsIfGivenByOptions() throws IOException {
        CommandSpec command = applied("""
                version: 1
                probe:
                  devices: [eth0, eth1]
                  ports: [3307, 3306]
                  capture: af_packet
                  ring: 1MiB
                  tunnels: true
                  workers: 3
                  cpu_limit: 50
                  sample: 1/4
                  snap_length: 2KiB
                  tls_keylog: keys
                  listen: 0.0.0.0:8000
                  token_file: t
                  tls_cert: c
                  tls_key: k
                  insecure: true
                """);
        assertThat(value(command, "-i")).isEqualTo("eth0,eth1");
        assertThat(value(command, "--port")).isEqualTo("3306,3307");
        assertThat(value(command, "--capture")).isEqualTo(Mechanism.AF_PACKET);
        assertThat(value(command, "--ring")).isEqualTo(1L << 20);
        assertThat(value(command, "--tunnels")).isEqualTo(true);
        assertThat(value(command, "--workers")).isEqualTo(3);
        assertThat(value(command, "--cpu-limit")).isEqualTo(50);
        assertThat(value(command, "--sample")).isEqualTo("1/4");
        assertThat(value(command, "--snap-length")).isEqualTo(2_048L);
        assertThat(value(command, "--tls-keylog")).isEqualTo(directory.resolve("keys"));
        assertThat(value(command, "--listen")).isEqualTo("0.0.0.0:8000");
        assertThat(value(command, "--token-file")).isEqualTo(directory.resolve("t"));
        assertThat(value(command, "--tls-cert")).isEqualTo(directory.resolve("c"));
        assertThat(value(command, "--tls-key")).isEqualTo(directory.resolve("k"));
        assertThat(value(command, "--insecure")).isEqualTo(true);
    }

    @Test
    void optionsGoBeforeTheFile() throws IOException {
        CommandSpec command = applied(
                "slave: true\nserverport: 8700\nprobe: {device: lo0, port: 3310, workers: 2}\n",
                "-i",
                "any",
                "--workers",
                "1",
                "--listen",
                "127.0.0.1:0");
        assertThat(value(command, "-i")).isEqualTo("any");
        assertThat(value(command, "--workers")).isEqualTo(1);
        assertThat(value(command, "--listen")).isEqualTo("127.0.0.1:0");
        assertThat(value(command, "--port")).isEqualTo("3310");
        assertThat(told).extracting(Problem::code).doesNotContain(Configuration.LOCAL_ONLY);
    }

    @Test
    void theWatcherIsTheServerThatIsAsked() throws IOException {
        String file = "slave: true\nprobe: {port: 3310}\nwatcher: {uname: ear, password: p}\n";
        applied(file);
        assertThat(mysql.options(told::add).url())
                .satisfies(url -> assertThat(url).hasToString("mysql://ear@127.0.0.1:3310/?tls=disabled"))
                .extracting(MySqlUrl::password)
                .isNotNull();
        applied(file, "--port", "3320");
        assertThat(mysql.options(told::add).url().port()).isEqualTo(3320);
        CommandSpec command = applied("version: 1\nwatcher: {user: ear, port: 3330, interval: 20s}\n");
        assertThat(mysql.options(told::add).url().port()).isEqualTo(3330);
        assertThat(value(command, "--mysql-interval")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aServerOfTheCommandLineIsAskedInstead() throws IOException {
        applied("slave: true\nwatcher: {uname: ear, password: p}\n", "--mysql", "mysql://other@127.0.0.2");
        MySqlUrl asked = mysql.options(told::add).url();
        assertThat(asked).hasToString("mysql://other@127.0.0.2:3306/?tls=disabled");
        assertThat(asked.password()).as("the file's is for another server").isNull();
    }

    @Test
    void reportsGoToTheServersOfTheFile() throws IOException {
        Files.writeString(directory.resolve("t"), "0123456789abcdef");
        applied("version: 1\nprobe: {name: db-7}\npusher: {servers: [m1:8668, '[2001:db8::1]:1'], token_file: t}\n");
        PushOptions options = push.options("db-7", WebSocketSection.DEFAULT);
        assertThat(options.servers())
                .containsExactly(URI.create("wss://m1:8668/collector"), URI.create("wss://[2001:db8::1]:1/collector"));
        assertThat(options.directory()).isEqualTo(directory.resolve("queue"));
        assertThat(options.security().token()).isNotNull();
        assertThat(options.security().insecure()).isFalse();
        assertThat(options.receiver()).isEqualTo(Receiver.NATIVE);

        applied("slave: true\npusher: {servers: '10.0.0.2:8668', path: websocket}\n");
        options = push.options("db-7", WebSocketSection.DEFAULT);
        assertThat(options.servers()).containsExactly(URI.create("ws://10.0.0.2:8668/websocket"));
        assertThat(options.receiver()).isEqualTo(Receiver.MYSQLPROBE);
        applied("version: 1\nprobe:\n");
        assertThat(push.options("db-7", WebSocketSection.DEFAULT)).isNull();
    }

    @Test
    void serversOfTheCommandLineGetWhatWaitsAndNoTokenOfTheFile() throws IOException {
        CommandSpec command = applied(
                "version: 1\nprobe: {name: db-7}\npusher: {servers: 'm1:8668', tls: false, token_file: t, queue_size: 1MiB}\n",
                "--push-to",
                "wss://a:1/in,wss://b:1/in",
                "--push-to",
                "ws://127.0.0.1:1/in");
        PushOptions options = push.options("db-7", WebSocketSection.DEFAULT);
        assertThat(options.servers()).hasSize(3);
        assertThat(options.directory()).isEqualTo(directory.resolve("queue"));
        assertThat(options.queue().maxBytes()).isEqualTo(1 << 20);
        assertThat(options.security().token()).isNull();
        assertThat(value(command, "--name")).isEqualTo("db-7");
        assertThatThrownBy(() -> {
                    applied("version: 1\nprobe:\n", "--push-to", "ws://a:1/in");
                    push.options("db-7", WebSocketSection.DEFAULT);
                })
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("push-in-the-clear"));
        applied("version: 1\nprobe:\n", "--push-to", "ws://a:1/in", "--push-insecure");
        assertThat(push.options("db-7", WebSocketSection.DEFAULT).servers()).hasSize(1);
    }

    @Test
    void anOpenAddressIsRefusedUnlessAnOptionHasASayInIt() throws IOException {
        String open = "version: 1\nprobe: {listen: '0.0.0.0:8667'}\n";
        assertThatThrownBy(() -> applied(open)).isInstanceOf(ConfigurationProblems.class);
        for (String option : List.of("--token-file=t", "--listen=127.0.0.1:0", "--insecure")) {
            assertThat(Stream.of(applied(open, option))).hasSize(1);
        }
    }
}
