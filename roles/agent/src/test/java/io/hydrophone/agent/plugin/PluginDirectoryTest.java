package io.hydrophone.agent.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import io.hydrophone.core.ServiceCheck.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDirectoryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Path plugins;

    @BeforeEach
    void makeDirectory() throws IOException {
        ShellTest.openForAll(directory);
        plugins = Files.createDirectories(directory.resolve("plugins"));
    }

    @Test
    void aNameSaysHowOftenItRuns() {
        assertThat(PluginFile.of(Path.of("/p/60_sea.depth.sh")))
                .isEqualTo(new PluginFile(Path.of("/p/60_sea.depth.sh"), "sea", Duration.ofMinutes(1)));
        for (String other : new String[] {"sea.sh", "0_sea.sh", "_sea.sh", "60sea.sh", "60_", "README"}) {
            assertThat(PluginFile.of(Path.of("/p", other))).isNull();
        }
    }

    @Test
    void pluginsAreFoundAsTheyComeAndGo() throws Exception {
        try (LiveCheck check = LiveCheck.of(new PluginDirectory(), directory, "directory: ../plugins")) {
            assertThat(check.run().values()).isEmpty();
            plugin("600_sea.sh", "echo '[{\"metric\":\"depth\",\"value\":4}]'");
            Measured measured = await(check, "depth");
            assertThat(measured.problem()).isNull();
            assertThat(measured.services()).singleElement().satisfies(service -> {
                assertThat(service.status()).isEqualTo(Status.OK);
                assertThat(service.tags().value("plugin")).isEqualTo("600_sea.sh");
            });
            assertThat(check.run().values()).isEmpty(); // not due for ten minutes
            Files.delete(plugins.resolve("600_sea.sh"));
            Files.createDirectories(plugins.resolve("below"));
            plugin("below/600_lake.sh", "echo '[{\"metric\":\"width\",\"value\":9}]'");
            assertThat(await(check, "width").values()).containsExactlyEntriesOf(Map.of("width", 9.0));
        }
    }

    @Test
    void aSlowPluginHoldsUpNoOtherAndIsToldWhenItIsKilled() throws Exception {
        plugin("600_slow.sh", "sleep 300");
        plugin("600_sea.sh", "echo '[{\"metric\":\"depth\",\"value\":4}]'");
        try (LiveCheck check =
                LiveCheck.of(new PluginDirectory(), directory, "directory: ../plugins", "timeout: 5s", "at_once: 2")) {
            Map<String, Double> values = new TreeMap<>();
            Measured last;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            do {
                last = check.run();
                values.putAll(last.values());
            } while (last.services().stream().noneMatch(service -> service.status() == Status.CRITICAL)
                    && System.nanoTime() < deadline);
            assertThat(values).containsEntry("depth", 4.0);
            assertThat(last.problem().code()).isEqualTo("program-too-slow");
            assertThat(last.problem().where()).endsWith("600_slow.sh");
        }
    }

    @Test
    void aCounterIsShownASecondBetweenRunsOfItsPlugin() throws Exception {
        plugin(
                "1_sea.sh",
                "echo \"[{\\\"metric\\\":\\\"waves\\\",\\\"counterType\\\":\\\"COUNTER\\\",\\\"value\\\":$(date +%s%N)}]\"");
        try (LiveCheck check = LiveCheck.of(new PluginDirectory(), directory, "directory: ../plugins")) {
            // Nanoseconds a second, told as they are read: half of it and twice as much on a machine that is busy
            // otherwise.
            assertThat(await(check, "waves").values().get("waves")).isBetween(1e8, 1e10);
        }
    }

    @Test
    void whatAnybodyMayWriteIsNotRun() throws Exception {
        Path file = plugin("600_sea.sh", "echo '[{\"metric\":\"depth\",\"value\":4}]'");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xrwx"));
        try (LiveCheck check = LiveCheck.of(new PluginDirectory(), directory, "directory: ../plugins")) {
            assertThat(check.run().problem().code()).isEqualTo("open-to-all");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(check.run().problem().code()).isEqualTo("not-executable");
            Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
            Measured measured = check.run();
            assertThat(measured.problem().code()).isEqualTo("open-to-all");
            assertThat(measured.values()).isEmpty();
        }
    }

    private static Measured await(LiveCheck check, String metric) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Measured measured;
        do {
            measured = check.run();
        } while (!measured.values().containsKey(metric) && System.nanoTime() < deadline);
        return measured;
    }

    /** Put in its place as a whole. */
    private Path plugin(String name, String line) throws IOException {
        Path half = Files.writeString(directory.resolve("half"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(half, plugins.resolve(name));
    }
}
