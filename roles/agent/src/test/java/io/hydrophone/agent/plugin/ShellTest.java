package io.hydrophone.agent.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.ServiceCheck.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path directory;

    /** The file and the script of the seed, with paths of the test. */
    @Test
    void thePluginOfTheSeedIsTakenAsItIs() throws Exception {
        openForAll(directory);
        Path log = Files.writeString(directory.resolve("anaconda.log"), "INFO one\nDEBUG two\nINFO three\n");
        Path script = Files.writeString(
                directory.resolve("log_monitor.sh"),
                "#!/bin/bash\nfor keyword in $3\ndo\n    value=`cat $1$2 | grep $keyword | wc -l`\n    echo $value\ndone\n");
        String yaml = "init_config:\n\ninstances:\n"
                + "  - metric_name: system.service.state\n"
                + "    value: cat " + script + " | wc -l\n"
                + "    tags:\n"
                + "      - service: datadog-agent\n";
        try (LiveCheck shell = LiveCheck.ofFile(new Shell(), directory, yaml)) {
            assertThat(shell.run().values())
                    .containsExactlyEntriesOf(Map.of("system.service.state{service:datadog-agent}", 6.0));
        }
        String second = "init_config:\ninstances:\n  - metric_name: app.log\n    value: bash " + script + " "
                + directory + "/ " + log.getFileName() + " \"INFO\"\n    tags:\n      - file: anaconda.log\n";
        try (LiveCheck shell = LiveCheck.ofFile(new Shell(), directory, second)) {
            assertThat(shell.run().values()).containsExactlyEntriesOf(Map.of("app.log{file:anaconda.log}", 2.0));
        }
    }

    @Test
    void aLineIsAValueAndItsTags() throws Exception {
        LiveCheck.Measured measured =
                run("metric_name: depth", "value: printf '4 sea:north\\n-5.5e1 sea:south,deep\\n\\n7\\n'");
        assertThat(measured.problem()).isNull();
        assertThat(measured.values())
                .containsEntry("depth{sea:north}", 4.0)
                .containsEntry("depth{deep,sea:south}", -55.0)
                .containsEntry("depth", 7.0)
                .hasSize(3);
    }

    @Test
    void whatIsNoValueIsToldAndTheRestIsTaken() throws Exception {
        LiveCheck.Measured measured = run("metric_name: depth", "value: printf '4 a\\nNaN\\n0x10\\n'");
        assertThat(measured.values()).containsExactlyEntriesOf(Map.of("depth{a}", 4.0));
        assertThat(measured.problem().code()).isEqualTo("bad-plugin-output");
        assertThat(measured.problem().message()).isEqualTo("2 of 3 are no values, first: NaN");
    }

    @Test
    void aStatusCountsWhereThereIsNoValue() throws Exception {
        assertThat(run("metric_name: depth", "value: echo 0; exit 1").problem()).isNull();
        LiveCheck.Measured failed = run("metric_name: depth", "value: echo no water >&2; exit 3");
        assertThat(failed.problem().code()).isEqualTo("program-failed");
        assertThat(failed.problem().message()).isEqualTo("it ended with status 3: no water");
    }

    @Test
    void falconsJsonIsTaken() throws Exception {
        LiveCheck.Measured measured = run(
                "metric_name: unused",
                "format: falcon",
                "value: |",
                "  echo '[{\"metric\": \"load.1min\", \"endpoint\": \"falcon-host\", \"tags\": \"srv=falcon,idc=aws\", \"value\": 1.5,"
                        + " \"timestamp\": 1479810000, \"counterType\": \"GAUGE\", \"step\": 60},"
                        + " {\"metric\": \"text\", \"value\": \"2.5\"}, {\"metric\": \"none\", \"value\": \"x\"}]'");
        assertThat(measured.values())
                .containsEntry("load.1min{endpoint:falcon-host,idc:aws,srv:falcon}", 1.5)
                .containsEntry("text", 2.5)
                .hasSize(2);
        assertThat(measured.problem().message())
                .isEqualTo("1 of 3 are no values, first: none without a number as value");
    }

    @Test
    void nagiosExitCodesAreServices() throws Exception {
        LiveCheck.Measured measured = run(
                "metric_name: nagios.disk",
                "format: nagios",
                "value: \"echo \\\"DISK WARNING - /var 12% free | '/var log'=88%;80;90;0;100 time=0.5s reads=12c\\\"; exit 1\"");
        assertThat(measured.problem()).isNull();
        assertThat(measured.services()).singleElement().satisfies(service -> {
            assertThat(service.name()).isEqualTo("nagios.disk");
            assertThat(service.status()).isEqualTo(Status.WARNING);
            assertThat(service.message()).isEqualTo("DISK WARNING - /var 12% free");
        });
        assertThat(measured.values())
                .containsEntry("nagios.disk._var_log{unit:%}", 88.0)
                .containsEntry("nagios.disk.time{unit:s}", 0.5);
    }

    @Test
    void aFileWithoutWhatIsNeededIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> LiveCheck.of(new Shell(), directory, "metric_nam: depth", "timeout: 3h"))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessageContaining("shell.yaml:3:3")
                .hasMessageContaining("did you mean metric_name?")
                .hasMessageContaining("value is missing");
    }

    private LiveCheck.Measured run(String... instance) throws Exception {
        try (LiveCheck shell = LiveCheck.of(new Shell(), directory, instance)) {
            return shell.run();
        }
    }

    /** The directory of a test is its owner's alone, and plugins run as nobody. */
    static void openForAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
