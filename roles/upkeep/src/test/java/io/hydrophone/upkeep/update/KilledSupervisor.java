package io.hydrophone.upkeep.update;

import io.hydrophone.upkeep.release.TrustedKeys;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A supervisor in a process of its own, to be killed. */
final class KilledSupervisor {
    private KilledSupervisor() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        AgentHome home = new AgentHome(root);
        AgentIdentity agent = new AgentIdentity("db1", List.of());
        URI page = URI.create("http://127.0.0.1:" + Files.readString(root.resolve("port")) + "/status");
        Updater updater = new Updater(
                home,
                new UpdateServerAddress(URI.create(args[1]), null, null, false),
                agent,
                TrustedKeys.read(Path.of(args[2])),
                false);
        Pace pace = new Pace(
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                Duration.ofMillis(300),
                Duration.ofMillis(50));
        new Supervisor(
                        updater,
                        new ReleasedProgram(
                                home, new HealthCheck(page), Duration.ofSeconds(2), root.resolve("program.log")),
                        agent,
                        pace,
                        Set.of(),
                        problem -> System.out.println(problem.code() + ": " + problem.message()))
                .run();
    }
}
