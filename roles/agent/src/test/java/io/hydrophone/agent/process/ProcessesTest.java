package io.hydrophone.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.servers.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    private Path directory;

    @Test
    void processesAreFoundByTheirCommandLineAndMissedWhenTheyEnd() throws Exception {
        String seconds = "30" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
        Process one = new ProcessBuilder("sleep", seconds).start();
        Process two = new ProcessBuilder("sleep", seconds).start();
        try (LiveCheck check = LiveCheck.of(
                new Processes(),
                directory,
                "name: sleepers",
                "search_string: ['sleep " + seconds + "']",
                "exact_match: false",
                "thresholds: {critical: [1, 9], warning: [2, 9]}")) {
            Pause.until("both are what they are to be", Duration.ofMinutes(1), () -> isSleep(one) && isSleep(two));
            Measured measured = check.run();
            assertThat(measured.problem()).isNull();
            Map<String, Double> values = measured.values();
            assertThat(values).containsEntry("system.processes.number{process_name:sleepers}", 2.0);
            assertThat(values).containsEntry("system.processes.threads{process_name:sleepers}", 2.0);
            assertThat(values.get("system.processes.mem.rss{process_name:sleepers}"))
                    .isPositive();
            assertThat(status(measured)).isEqualTo(Status.OK);
            assertThat(check.run().values()).containsKey("system.processes.cpu.pct{process_name:sleepers}");
            two.destroyForcibly().waitFor();
            assertThat(status(check.run())).isEqualTo(Status.WARNING);
            one.destroyForcibly().waitFor();
            Measured none = check.run();
            assertThat(status(none)).isEqualTo(Status.CRITICAL);
            assertThat(none.values())
                    .containsExactlyEntriesOf(Map.of("system.processes.number{process_name:sleepers}", 0.0));
        } finally {
            one.destroyForcibly();
            two.destroyForcibly();
        }
    }

    private static boolean isSleep(Process process) {
        return process.info().command().orElse("").endsWith("sleep");
    }

    @Test
    void oneIsFoundByTheFileThatHoldsItsNumber() throws Exception {
        Files.writeString(directory.resolve("own.pid"), ProcessHandle.current().pid() + "\n");
        try (LiveCheck check = LiveCheck.of(new Processes(), directory, "name: own", "pid_file: ../own.pid")) {
            Map<String, Double> values = check.run().values();
            assertThat(values).containsEntry("system.processes.number{process_name:own}", 1.0);
            assertThat(values.get("system.processes.open_file_descriptors{process_name:own}"))
                    .isPositive();
            Files.writeString(directory.resolve("own.pid"), "none");
            assertThat(check.run().problem().code()).isEqualTo("no-pid-file");
        }
    }

    @Test
    void oneWayToNameThemIsNeeded() {
        assertThatThrownBy(() -> LiveCheck.of(
                        new Processes(),
                        directory,
                        "name: own",
                        "pid: 1",
                        "search_string: [x]",
                        "thresholds: {critical: [3, 1]}"))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessageContaining("give one of search_string, pid and pid_file")
                .hasMessageContaining("critical: this is no range");
    }

    @Test
    void theProgramsThatTakeMostAreNamed() throws Exception {
        String own = Path.of(ProcessHandle.current().info().command().orElseThrow())
                .getFileName()
                .toString();
        try (LiveCheck check = LiveCheck.of(new TopProcesses(), directory, "limit: 1000")) {
            assertThat(check.run().values().get("system.processes.top.mem.rss{process_name:" + own + "}"))
                    .isGreaterThan(10e6);
            assertThat(check.run().values()).containsKey("system.processes.top.cpu.pct{process_name:" + own + "}");
        }
        try (LiveCheck check = LiveCheck.of(new TopProcesses(), directory, "limit: 1")) {
            assertThat(check.run().values()).hasSize(4);
        }
    }

    private static Status status(Measured measured) {
        return measured.services().getFirst().status();
    }
}
