package io.hydrophone.upkeep.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor that was killed between starting a program and writing down its number leaves one that has the port. */
class OrphanTest {
    @TempDir
    Path directory;

    @Test
    void whatNobodyWroteDownIsEnded() throws Exception {
        AgentHome home = new AgentHome(Files.createDirectory(directory.resolve("home")));
        Process orphan = started(home.root().toString());
        Process another = started(home.root() + "-of-another");
        try {
            new ReleasedProgram(home, null, Duration.ofSeconds(5), null).endOrphans();
            assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(another.isAlive()).isTrue();
        } finally {
            orphan.destroyForcibly();
            another.destroyForcibly();
        }
    }

    /** As a program is started, with the variable that tells whose it is. */
    private static Process started(String root) throws Exception {
        ProcessBuilder sleep = new ProcessBuilder("sleep", "600");
        sleep.environment().put("HYDROPHONE_WATCHED", root);
        return sleep.start();
    }
}
