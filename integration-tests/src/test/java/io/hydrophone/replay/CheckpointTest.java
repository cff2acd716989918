package io.hydrophone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.RecordingReader;
import io.hydrophone.traffic.recording.TrafficEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A replay that was killed, or told to end, goes on where it was. */
class CheckpointTest {
    private static final int SESSIONS = 4;
    private static final int COMMANDS = 400;
    /** Of each session's commands. */
    private static final int SLOW_FROM = 250;
    /** More than may be done twice. */
    private static final long KILLED_AT = 1_200;

    @TempDir
    private Path directory;

    private final Server server = ServerKind.MARIADB_10_11.shared();
    private Path checkpoint;
    private Recorded recorded;

    @BeforeEach
    void record() throws Exception {
        Replayed.execute(
                server,
                "DROP TABLE IF EXISTS done, done_together",
                "CREATE TABLE done (session INT, number INT)",
                "CREATE TABLE done_together (session INT, number INT)");
        recorded = new Recorded(directory.resolve("recording"));
        record(recorded);
        checkpoint = directory.resolve("replay.json");
    }

    @Test
    void aKilledReplayGoesOn() throws Exception {
        Process process = startAndAwaitCheckpoint();
        while (done() < KILLED_AT) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        process.destroyForcibly().waitFor();
        assertThat(done()).isBetween(KILLED_AT, (long) SESSIONS * COMMANDS - 1);

        Replayed resumed = Replayed.onto(server, recorded, "--checkpoint", checkpoint.toString());
        assertThat(resumed.status()).as(resumed.errors()).isZero();
        assertThat(resumed.figure("errors")).as(resumed.output()).isZero();
        assertThat(resumed.figure("skipped")).as(resumed.output()).isZero();
        assertThat(Replayed.value(server, "SELECT COUNT(DISTINCT session, number) FROM done"))
                .as("all is done")
                .isEqualTo(String.valueOf(SESSIONS * COMMANDS));
        assertThat(done() - SESSIONS * COMMANDS)
                .as("done twice: what the last second did, or on a slow machine the last few")
                .isLessThan(800);
        assertThat(Replayed.value(server, "SELECT COUNT(DISTINCT session, number) FROM done_together"))
                .as("a transaction that the kill rolled back is done again as a whole")
                .isEqualTo(String.valueOf(SESSIONS * COMMANDS));
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void aReplayThatIsToldToEndReportsWhatItDidAndDoesNothingTwice() throws Exception {
        Path answers = directory.resolve("answers");
        Process process = startAndAwaitCheckpoint("--json", "--no-encrypt", "--save", answers.toString());
        process.destroy();
        process.waitFor();
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(output()));
        long commands = summary.path("commands").asLong();
        assertThat(commands).isBetween(1L, 2L * SESSIONS * COMMANDS);
        assertThat(Files.readString(log())).contains("stopped; the same command goes on from " + checkpoint);
        assertThat(answered(answers)).isEqualTo(commands);

        Replayed resumed = Replayed.onto(server, recorded, "--checkpoint", checkpoint.toString());
        assertThat(resumed.status()).as(resumed.errors()).isZero();
        assertThat(Replayed.value(server, "SELECT COUNT(*) FROM done")).isEqualTo("" + SESSIONS * COMMANDS);
        assertThat(Replayed.value(server, "SELECT COUNT(*) FROM done_together")).isEqualTo("" + SESSIONS * COMMANDS);
    }

    private long done() throws SQLException {
        return Long.parseLong(Replayed.value(server, "SELECT COUNT(*) FROM done"));
    }

    private static long answered(Path recording) throws InterruptedException {
        long answered = 0;
        try (RecordingReader reader = RecordingReader.open(recording, List.of(), problem -> {
            throw new AssertionError(problem.text());
        })) {
            for (TrafficEvent event = reader.next(Duration.ZERO); event != null; event = reader.next(Duration.ZERO)) {
                answered += event instanceof Answered ? 1 : 0;
            }
        }
        return answered;
    }

    /**
     * Statements that are prepared, one by one and in transactions of twenty; a command a millisecond at first, and slowly
     * towards the end, so that there is time to end the replay before.
     */
    private static void record(Recorded recorded) {
        try (recorded) {
            List<Recorded.Session> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Recorded.Session session = recorded.session("app", "", 0);
                session.query("USE " + Server.SCHEMA);
                session.prepare(7, "INSERT INTO done VALUES (?, ?)");
                session.prepare(8, "INSERT INTO done_together VALUES (?, ?)");
                sessions.add(session);
            }
            for (int number = 0; number < COMMANDS; number++) {
                recorded.pass(number < SLOW_FROM ? 0 : 80);
                for (int i = 0; i < SESSIONS; i++) {
                    Recorded.Session session = sessions.get(i);
                    session.said(Command.COM_STMT_EXECUTE, Recorded.execute(7, i, number));
                    if (number % 20 == 19) {
                        session.inTransaction("BEGIN");
                        for (int together = number - 19; together <= number; together++) {
                            session.inTransaction("INSERT INTO done_together VALUES (" + i + "," + together + ")");
                        }
                        session.query("COMMIT");
                    }
                }
            }
            sessions.forEach(Recorded.Session::quit);
        }
    }

    private Process startAndAwaitCheckpoint(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--from",
                recorded.directory().toString(),
                "--target",
                Replayed.url(server),
                "--checkpoint",
                checkpoint.toString()));
        arguments.addAll(List.of(options));
        Process process = Started.process(output(), log(), arguments);
        while (!Files.exists(checkpoint)) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        return process;
    }

    private Path output() {
        return directory.resolve("output");
    }

    private Path log() {
        return directory.resolve("log");
    }
}
