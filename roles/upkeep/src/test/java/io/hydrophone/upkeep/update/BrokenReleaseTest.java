package io.hydrophone.upkeep.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Pause;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import io.hydrophone.upkeep.server.UpdateServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broken release reaches agents, four at a time: all are back on the old one by themselves. {@code -Dupdate.agents=20} is
 * the sweep, in which also how long each is down is held to five seconds: on a machine with nothing else to do.
 */
class BrokenReleaseTest {
    private static final int AGENTS = Integer.getInteger("update.agents", 3);
    private static final int AT_A_TIME = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration MOST_DOWN = Duration.ofSeconds(5);
    private static final Pace PACE = new Pace(
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(100));

    @TempDir
    Path directory;

    @Test
    void allAreBackOnTheOldVersion() throws Exception {
        Path root = directory.resolve("server");
        TestRelease releases = TestRelease.in(root);
        List<Behaviour> broken = List.of(Behaviour.CRASHES, Behaviour.ILL, Behaviour.MUTE, Behaviour.DIES_LATER);
        List<Duration> down = new ArrayList<>();
        try (UpdateServer server = UpdateServer.start(root, null, ServerOptions.local(0), "test", problem -> {});
                ExecutorService four = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int first = 0; first < AGENTS; first += AT_A_TIME) {
                // The good one is signed again last, so that each group begins with it.
                releases.publish("1.0.0", Behaviour.GOOD);
                List<Machine> machines = new ArrayList<>();
                try {
                    for (int i = first; i < Math.min(AGENTS, first + AT_A_TIME); i++) {
                        machines.add(installed(i, server, releases));
                    }
                    for (Machine machine : machines) {
                        Pause.until("1.0.0 runs", PATIENCE, () -> isSettledOn(machine, "1.0.0"));
                        machine.watch();
                    }
                    releases.publish("1.1.0", broken.get(first / AT_A_TIME % broken.size()));
                    List<Future<Duration>> backs = new ArrayList<>();
                    machines.forEach(machine -> backs.add(four.submit(() -> back(machine))));
                    for (Future<Duration> back : backs) {
                        down.add(back.get());
                    }
                } finally {
                    for (Machine machine : machines) {
                        machine.close();
                    }
                }
            }
        }
        System.out.println(AGENTS + " agents back, down for (ms): "
                + down.stream().map(Duration::toMillis).toList());
        assertThat(down).hasSize(AGENTS).allMatch(time -> time.isPositive());
        if (AGENTS >= 20) {
            assertThat(down).allMatch(time -> time.compareTo(MOST_DOWN) <= 0);
        }
    }

    /** Installed with patience; from then on twice what a start takes is enough. */
    private Machine installed(int number, UpdateServer server, TestRelease releases) throws Exception {
        Path home = directory.resolve("home" + number);
        try (Machine patient = Machine.start(home, server.uri(), releases, "db" + number, Machine.PACE)) {
            Pause.until("1.0.0 is installed", PATIENCE, () -> isSettledOn(patient, "1.0.0"));
        }
        return Machine.start(home, server.uri(), releases, "db" + number, PACE);
    }

    private static Duration back(Machine machine) {
        Pause.until(
                "the broken release is left: " + machine.problems(),
                PATIENCE,
                () -> !machine.state().gaveUp().isEmpty() && isSettledOn(machine, "1.0.0"));
        return machine.down();
    }

    private static boolean isSettledOn(Machine machine, String version) {
        return version.equals(machine.healthyVersion()) && machine.state().phase() == UpdateState.Phase.SETTLED;
    }
}
