package io.hydrophone.upkeep.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Child;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import io.hydrophone.upkeep.server.UpdateServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path directory;

    @Test
    void theVersionInUseIsNotTouchedAndTheUpdateComesWhenThereIsRoom() throws Exception {
        Path root = directory.resolve("server");
        TestRelease releases = TestRelease.in(root);
        releases.publish("1.0.0", Behaviour.GOOD);
        Path home = Files.createDirectory(directory.resolve("home"));
        try (UpdateServer server = UpdateServer.start(root, null, ServerOptions.local(0), "test", problem -> {});
                Child child = Child.onItsOwnDisk(
                        home, "size=24m", UpdatesOnASmallDisk.class, home, server.uri(), releases.publicKey())) {
            assertThat(child.line()).isEqualTo("1.0.0 whole, expected 1.0.0");
            assertThat(child.line()).isEqualTo("ready");
            releases.publish("1.1.0", Behaviour.GOOD);
            child.tell("go");
            assertThat(child.lines())
                    .containsExactly(
                            "full", "problem disk-full", "1.0.0 whole, expected 1.0.0", "1.1.0 whole, expected 1.1.0");
        }
    }
}
