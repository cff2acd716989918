package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master, a standby, a probe of options and one of a file, as a user runs them: a change asked of one is a change of all. */
class GroupChangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final List<CommandProcess> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(CommandProcess::close);
    }

    @Test
    void whatAStandbyIsAskedEveryProbeDoesAlsoAfterItsRestart() throws Exception {
        CommandProcess master = node("m1", "master", "--cluster", "gossip", "--name", "m1", "--dir", path("m1"));
        awaitText(master, "/role", "master");
        CommandProcess standby = node(
                "m2", "master", "--cluster", "gossip", "--name", "m2", "--dir", path("m2"), "--seed", master.address());
        awaitText(standby, "/role", "standby");
        CommandProcess byOptions = node(
                "db1",
                "probe",
                "-i",
                "lo",
                "--name",
                "db1",
                "--cluster",
                "gossip",
                "--cluster-dir",
                path("db1"),
                "--seed",
                master.address());
        Path file = Files.writeString(
                directory.resolve("db2.yaml"),
                "version: 1\nprobe: {name: db2, devices: lo}\ncluster: {mode: gossip, seeds: [\"" + standby.address()
                        + "\"]}\n");
        CommandProcess byFile = node("db2", "probe", "--config", file.toString());
        List<CommandProcess> probes = List.of(byOptions, byFile);
        for (CommandProcess probe : probes) {
            Pause.until(
                    "somebody takes its reports",
                    LIMIT,
                    () -> !probe.get("/status")
                            .at("/pusher/server")
                            .asString("")
                            .isEmpty());
        }

        assertThat(standby.text("/config/update?report_period_ms=3000&persist=true"))
                .isEqualTo("OK");
        for (CommandProcess probe : probes) {
            awaitText(probe, "/report/interval_us", "3000000");
        }
        assertThat(byOptions.text("/config/update?slow_threshold_ms=250")).isEqualTo("OK");
        awaitText(byFile, "/report/slow_threshold_us", "250000");
        awaitText(standby, "/settings/slow_threshold_ms", "250");

        master.kill();
        byFile.kill();
        byFile.start();
        awaitText(byFile, "/report/slow_threshold_us", "250000"); // which no file says
        awaitText(byFile, "/report/interval_us", "3000000");
        for (String audit : List.of("m1/audit.jsonl", "m2/audit.jsonl", "db1/audit.jsonl", "db2.audit.jsonl")) {
            assertThat(Files.readAllLines(directory.resolve(audit)))
                    .as(audit)
                    .filteredOn(line -> line.contains("report_period_ms"))
                    .hasSize(1);
        }
        assertThat(directory.resolve("db2.runtime.yaml")).content().contains("interval: 3s");
    }

    private CommandProcess node(String name, String... arguments) throws IOException {
        CommandProcess node = new CommandProcess(directory.resolve(name + ".log"), FreePort.find(), arguments);
        nodes.add(node);
        return node.start();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    /** Waits until a field of a node's status has a value. */
    private static void awaitText(CommandProcess node, String pointer, String value) {
        Pause.until(
                pointer + " is " + value,
                LIMIT,
                () -> node.get("/status").at(pointer).asString("").equals(value));
    }
}
