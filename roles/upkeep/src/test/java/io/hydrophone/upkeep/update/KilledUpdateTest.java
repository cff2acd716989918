package io.hydrophone.upkeep.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Child;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Pause;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import io.hydrophone.upkeep.release.ReleaseDirectory;
import io.hydrophone.upkeep.server.UpdateServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment of updates: the link always leads to a whole release, and the next start goes on. */
class KilledUpdateTest {
    /** More with {@code -Dupdate.kills=100}. */
    private static final int KILLS = Integer.getInteger("update.kills", 6);

    private static final long SEED = Long.getLong("update.seed", 17);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void theNextStartGoesOn() throws Exception {
        Path root = directory.resolve("server");
        TestRelease releases = TestRelease.in(root);
        releases.publish("1.0.0", Behaviour.GOOD);
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve("port"), Integer.toString(FreePort.find()));
        Random random = new Random(SEED);
        AgentHome agent = new AgentHome(home);
        try (UpdateServer server = UpdateServer.start(root, null, ServerOptions.local(0), "test", problem -> {})) {
            for (int kill = 1; kill <= KILLS; kill++) {
                releases.publish("1.0." + kill, Behaviour.GOOD);
                try (Child child = supervisor(home, server, releases)) {
                    Pause.of(Duration.ofMillis(random.nextInt(2_500)));
                    child.kill();
                }
                expectWhole(agent, "kill " + kill + " of seed " + SEED);
            }
            try (Child child = supervisor(home, server, releases)) {
                Pause.until(
                        "the last release is in use and nothing under way",
                        PATIENCE,
                        () -> isSettled(agent, "1.0." + KILLS));
                child.kill();
            }
            try (Machine machine =
                    Machine.start(directory.resolve("other"), server.uri(), releases, "db2", Machine.PACE)) {
                Pause.until("a new agent works", PATIENCE, () -> machine.healthyVersion() != null);
            }
        } finally {
            ProcessHandle orphan = new ProcessRecord(agent.processFile()).process();
            if (orphan != null) {
                orphan.destroyForcibly();
            }
        }
    }

    private static Child supervisor(Path home, UpdateServer server, TestRelease releases) throws Exception {
        return Child.start(KilledSupervisor.class, home, server.uri(), releases.publicKey());
    }

    private static boolean isSettled(AgentHome home, String version) {
        UpdateState state = new StateFile(home.stateFile()).read();
        return state.phase() == UpdateState.Phase.SETTLED
                && home.currentName() != null
                && home.manifest(home.currentName()).version().equals(version);
    }

    private static void expectWhole(AgentHome home, String when) {
        Set<UpdateState.Phase> phases = Set.of(UpdateState.Phase.values());
        assertThat(phases)
                .as(when)
                .contains(new StateFile(home.stateFile()).read().phase());
        String name = home.currentName();
        if (name != null) {
            List<String> differences = new ReleaseDirectory(home.release(name)).differences(home.manifest(name));
            assertThat(differences).as(when).isEmpty();
        }
    }
}
