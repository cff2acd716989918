package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.queue.Entry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    /** Else a standby would never get them: snapshots run ahead of it while it takes its time. */
    @Test
    void whatWasNotReadStaysHoweverManySnapshotsAreTaken() throws Exception {
        try (Journal journal = Journal.open(directory, 1 << 20, problem -> {})) {
            journal.append(new byte[100]);
            journal.seal();
            assertThat(journal.read(PATIENCE)).extracting(Entry::sequence).isEqualTo(1L);
            for (int snapshot = 0; snapshot < 4; snapshot++) {
                journal.snapshotTaken(journal.append(new byte[100]));
            }
            journal.seal();
            for (long sequence = 2; sequence <= 5; sequence++) {
                assertThat(journal.read(PATIENCE)).extracting(Entry::sequence).isEqualTo(sequence);
            }
        }
    }

    @Test
    void theEntriesOfTheLastTwoSnapshotsAreKept() throws Exception {
        try (Journal journal = Journal.open(directory, 1 << 20, problem -> {})) {
            for (long sequence = 1; sequence <= 4; sequence++) {
                journal.append(new byte[100]);
                journal.seal();
                journal.read(PATIENCE);
                journal.snapshotTaken(sequence);
            }
            assertThat(journal.counters().records()).isEqualTo(2);
        }
    }
}
