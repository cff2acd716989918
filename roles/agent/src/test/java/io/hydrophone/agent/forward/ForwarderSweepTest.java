package io.hydrophone.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens, each point that was accepted arrives and counts once, or is counted as dropped. docs/testing.md says how
 * a hundred runs are made.
 */
class ForwarderSweepTest {
    private static final int RUNS = Integer.getInteger("hydrophone.sweep.runs", 3);
    private static final long FIRST_SEED = Long.getLong("hydrophone.sweep.seed", 1);
    private static final int FAULTS = Integer.getInteger("hydrophone.sweep.faults", 4);

    @TempDir
    private Path directory;

    @Test
    void whatWasAcceptedArrivesAndCountsOnceOrIsCountedAsDropped() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            Path disk = Files.createDirectory(directory.resolve("run" + seed));
            try (Child run = Child.onItsOwnDisk(disk, "size=4m", SweepRun.class, disk, seed, FAULTS)) {
                List<String> said = run.lines();
                said.forEach(line -> System.out.println("sweep: " + line));
                assertThat(said)
                        .as("run with seed " + seed)
                        .singleElement()
                        .asString()
                        .startsWith("held");
                assertThat(run.exitStatus()).isZero();
            }
        }
    }
}
