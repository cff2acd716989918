package io.hydrophone.app.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.app.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path rules;
    private Path tests;

    @BeforeEach
    void write() throws IOException {
        rules = Files.writeString(
                directory.resolve("rules.yaml"),
                "- {name: Hot, metric: t, condition: value > 85, severity: critical}\n");
        tests = Files.writeString(directory.resolve("tests.yaml"), """
                rule_files: [rules.yaml]
                tests:
                - name: heat
                  input_series: [{series: 't{room="a"}', values: 80+5x5}]
                  alert_rule_test:
                  - {eval_time: 1m, alertname: Hot}
                  - {eval_time: 2m, alertname: Hot, exp_alerts: [{exp_labels: {room: a, severity: critical}}]}
                """);
    }

    private int run(Object... args) {
        out.reset();
        err.reset();
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        PrintStream output = new PrintStream(out, true, UTF_8);
        int status = Main.run(texts, new ByteArrayInputStream(new byte[0]), output, new PrintStream(err, true, UTF_8));
        output.flush();
        return status;
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    @Test
    void checkSaysThatRulesAreFine() throws IOException {
        assertThat(run("rules", "check", rules)).isZero();
        assertThat(out()).isEqualTo("fine: 1 rule\n");
        assertThat(err()).isEmpty();
        assertThat(run("rules", "check", "--json", rules)).isZero();
        assertThat(out()).isEqualTo("{\"fine\":true,\"rules\":1,\"problems\":[]}\n");
    }

    @Test
    void checkTellsAllThatIsWrong() throws IOException {
        Files.writeString(rules, "- {name: Hot, metric: t, condition: valeu > 85, fro: 1m}\n");
        assertThat(run("rules", "check", rules, directory.resolve("nowhere.yaml")))
                .isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err())
                .contains("rules.yaml:1:37: rules[0].condition: undeclared reference to 'valeu'\n")
                .contains("rules.yaml:1:49: 'fro' is not known in rules[0]\n  did you mean for?\n")
                .contains("nowhere.yaml: there is no such file");
        assertThat(run("rules", "check", "--json", rules)).isEqualTo(2);
        assertThat(out()).contains("\"fine\":false", "\"code\":\"bad-expression\"", "rules.yaml:1:37\"");
        assertThat(run("rules", "check")).isEqualTo(2);
        assertThat(err()).contains("no file is given");
        assertThat(run("rules", "chek", rules)).isEqualTo(2);
    }

    @Test
    void testSaysWhetherAlertsAreAsExpected() throws IOException {
        assertThat(run("rules", "test", tests)).isZero();
        assertThat(out()).isEqualTo(tests + ": 1 test, 2 expectations, all met\n");
        Files.writeString(rules, "- {name: Hot, metric: t, condition: value > 95, severity: critical}\n");
        assertThat(run("rules", "test", tests)).isEqualTo(1);
        assertThat(out()).isEqualTo("""
                TESTS:7:5: Hot at 2m, heat
                  - {room="a", severity="critical"}
                TESTS: 1 test, 2 expectations, 1 not met (- expected, + found)
                """.replace("TESTS", tests.toString()));
        assertThat(run("rules", "test", "--json", tests)).isEqualTo(1);
        assertThat(out())
                .startsWith("{\"fine\":false,\"files\":[{")
                .contains("\"eval_time\":\"2m\"", "\"difference\":[\"- {room=\\\"a\\\", severity=\\\"critical\\\"}\"]");
        Files.writeString(rules, "- {name: Cold, metric: t, condition: value > 95}\n");
        assertThat(run("rules", "test", tests)).isEqualTo(2);
        assertThat(err()).contains("tests.yaml:6:32: ", "no rule has the name 'Hot'");
    }

    @Test
    void theDefaultRulesAreAFileThatIsFine() throws IOException {
        assertThat(run("rules", "print-default")).isZero();
        Files.writeString(rules, out());
        assertThat(run("rules", "check", rules)).isZero();
        assertThat(run("rules", "--help")).isZero();
        assertThat(out()).contains("Usage: hydrophone rules", "Examples:", "Exit status:");
    }

    /** Eleven libraries that only this command needs. */
    @Test
    void otherCommandsLoadNothingOfIt() throws IOException, InterruptedException {
        Path log = Files.writeString(directory.resolve("slow.log"), """
                # Time: 2026-01-05T00:00:00.000000Z
                # User@Host: a[a] @ localhost []  Id: 1
                # Query_time: 0.000100  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 1
                SET timestamp=1767571200;
                SELECT 1;
                """);
        assertThat(classes("digest", log))
                .contains("io.hydrophone.digest")
                .doesNotContain("dev.cel", "hydrophone.alert");
        assertThat(classes("--help")).doesNotContain("dev.cel", "hydrophone.alert");
        assertThat(classes("rules", "check", rules)).contains("dev.cel");
    }

    /** What a process of its own says of the classes that it loads. */
    private String classes(Object... args) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "io.hydrophone.app.Main"));
        List.of(args).forEach(arg -> command.add(arg.toString()));
        Path output = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> "see " + output).isZero();
        return Files.readString(log);
    }
}
