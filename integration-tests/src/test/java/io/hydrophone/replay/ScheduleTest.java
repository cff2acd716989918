package io.hydrophone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.RecordingReader;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When commands are sent, and what is kept of their answers. */
class ScheduleTest {
    @TempDir
    private Path directory;

    @Test
    void commandsKeepTheirTimesAtASpeed() {
        Server server = ServerKind.MARIADB_10_11.shared();
        Recorded recorded = new Recorded(directory.resolve("recording"));
        try (recorded) {
            List<Recorded.Session> sessions = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sessions.add(recorded.session("app", "", 0));
            }
            for (int i = 0; i < 40; i++) {
                sessions.get(i % 4).said(Command.COM_PING);
                recorded.pass(48);
            }
            sessions.forEach(Recorded.Session::quit);
        }
        long began = System.nanoTime();
        Replayed replayed = Replayed.onto(server, recorded, "--speed", "2");
        long took = System.nanoTime() - began;
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(took)
                .as("40 commands, each 50 ms after the one before, twice as fast")
                .isGreaterThan(1_000_000_000L);
        assertThat(replayed.figure("lag_p99_us")).as(replayed.output()).isBetween(0L, took / 1_000);
    }

    /** What is saved is a recording with the same sessions and numbers, which says of what it is a replay. */
    @Test
    void theTargetsAnswersAreSaved() throws Exception {
        Server server = ServerKind.MARIADB_10_11.shared();
        Recorded recorded = new Recorded(directory.resolve("recording"));
        try (recorded) {
            Recorded.Session session = recorded.session("app", "", 0);
            session.query("SELECT 1 UNION SELECT 2").query("SELECT nope").quit();
        }
        Path saved = directory.resolve("saved");
        Replayed replayed = Replayed.onto(server, recorded, "--save", saved.toString(), "--no-encrypt", "--checksum");
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        try (RecordingReader source = RecordingReader.open(recorded.directory(), List.of(), problem -> {});
                RecordingReader target = RecordingReader.open(saved, List.of(), problem -> {})) {
            assertThat(target.header().metadata())
                    .containsEntry("replay_of", source.header().recording());
            List<String> answers = answers(target);
            assertThat(answers).hasSize(2);
            assertThat(answers.getFirst()).startsWith("1 1 2 rows OK 0 ").doesNotEndWith(" -1");
            assertThat(answers.getLast()).startsWith("1 2 0 rows ERROR 1054 ");
        }
        assertThat(Replayed.run(List.of("compare", recorded.directory().toString(), saved.toString()))
                        .status())
                .isZero();
    }

    private static List<String> answers(TrafficSource source) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        while (!source.isOver()) {
            TrafficEvent event = source.next(Duration.ofSeconds(1));
            if (event instanceof Answered answered) {
                answers.add(answered.session() + " " + answered.number() + " " + answered.rows() + " rows "
                        + answered.outcome() + " " + answered.errorCode() + " " + answered.rowChecksum());
            }
        }
        return answers;
    }
}
