package io.hydrophone.traffic.compare.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.compare.Comparison;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Difference;
import io.hydrophone.traffic.compare.Pairing;
import io.hydrophone.traffic.compare.StatementComparison;
import io.hydrophone.traffic.compare.Verdict;
import io.hydrophone.traffic.recording.RecordingHeader;
import io.hydrophone.traffic.recording.RecordingReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingComparisonTest {
    private static final int SESSIONS = 20;
    private static final int COMMANDS = 400;

    @TempDir
    private Path directory;

    @Test
    void aReplayIsComparedCommandByCommand() throws Exception {
        String recording = source();
        try (Tape tape = replay(recording)) {
            for (int session = SESSIONS; session > 0; session--) { // in another order
                tape.begin(session, 0);
                for (int number = 1; number <= COMMANDS; number++) {
                    if (number == 7) {
                        tape.fail(session, number, 1064); // answers alone: the texts are the source's
                    } else if (number != 8) {
                        tape.answer(session, number, number == 9 ? 2 : 1);
                    }
                }
            }
            tape.answer(99, 1, 1);
        }
        ComparisonReport report = compare();

        assertThat(report.pairing()).isEqualTo(Pairing.COMMANDS);
        assertThat(report.totals().compared()).isEqualTo(SESSIONS * (COMMANDS - 1L));
        assertThat(report.totals().skipped()).isEqualTo(Map.of("not-in-target", (long) SESSIONS));
        assertThat(report.totals().unpaired()).isEqualTo(1);
        assertThat(report.totals().count(Difference.NEW_ERROR)).isEqualTo(SESSIONS);
        assertThat(report.totals().count(Difference.ROWS)).isEqualTo(SESSIONS);
        StatementComparison broken = report.statements().getFirst();
        assertThat(broken.verdict()).isEqualTo(Verdict.BREAKS);
        assertThat(broken.fingerprint()).isEqualTo("select c1 from t where id = ?");
        assertThat(broken.examples().getFirst().number()).isEqualTo(7);
    }

    @Test
    void twoReplaysOfOneRecordingAreComparedCommandByCommand() throws Exception {
        for (String name : List.of("source", "target")) {
            try (Tape tape = new Tape(directory.resolve(name), Map.of(RecordingHeader.REPLAY_OF, "0123456789abcdef"))) {
                tape.begin(3, 0);
                tape.query(3, 1, "SELECT a FROM t");
            }
        }
        assertThat(compare().pairing()).isEqualTo(Pairing.COMMANDS);
        assertThat(compare().totals().compared()).isEqualTo(1);
    }

    @Test
    void otherRecordingsAreSamples() throws Exception {
        source();
        try (Tape tape = Tape.of(directory.resolve("target"))) {
            tape.begin(1, 0);
            for (int number = 1; number <= 50; number++) {
                tape.ask(1, number, Command.COM_QUERY, "SELECT c0 FROM t WHERE id = " + number);
                tape.fail(1, number, 1146);
            }
        }
        ComparisonReport report = compare();

        assertThat(report.pairing()).isEqualTo(Pairing.SAMPLES);
        assertThat(report.statements().getFirst().verdict()).isEqualTo(Verdict.BREAKS);
        assertThat(report.totals().count(Difference.NEW_ERROR)).isEqualTo(50);
        assertThat(report.totals().compared()).isEqualTo(50);
    }

    /** However far the sides are apart: what finds no other side is counted, and memory has a bound. */
    @Test
    void whatIsOutOfReachIsCounted() throws Exception {
        String recording = source();
        try (Tape tape = replay(recording)) {
            for (int session = SESSIONS; session > 0; session--) {
                for (int number = 1; number <= COMMANDS; number++) {
                    tape.answer(session, number, 1);
                }
            }
        }
        Comparison comparison = new Comparison(Pairing.COMMANDS);
        try (RecordingReader source = open("source");
                RecordingReader target = open("target")) {
            new CommandJoin(new RecordedCommands(source), new RecordedCommands(target), comparison, 100, 1 << 20).run();
        }
        ComparisonReport report = comparison.report("a", "b", List.of());

        long all = SESSIONS * (long) COMMANDS;
        assertThat(report.totals().compared()).isBetween(COMMANDS - 100L, all - 1);
        assertThat(report.totals().compared() + report.totals().skippedCount()).isEqualTo(all);
        assertThat(report.totals().compared() + report.totals().unpaired()).isEqualTo(all);
        assertThat(report.totals().skipped()).containsKey("out-of-reach");
    }

    @Test
    void sessionsThatWereLeftOutMakeRoom() throws Exception {
        String recording = source();
        try (Tape tape = replay(recording)) {
            for (int number = 1; number <= COMMANDS; number++) {
                tape.answer(SESSIONS, number, 1);
            }
        }
        Comparison comparison = new Comparison(Pairing.COMMANDS);
        try (RecordingReader source = open("source");
                RecordingReader target = open("target")) {
            new CommandJoin(new RecordedCommands(source), new RecordedCommands(target), comparison, 100, 1 << 20).run();
        }
        assertThat(comparison.report("a", "b", List.of()).totals().compared()).isEqualTo(COMMANDS);
    }

    /** Twenty sessions side by side, each with as many commands. */
    private String source() {
        try (Tape tape = Tape.of(directory.resolve("source"))) {
            for (int session = 1; session <= SESSIONS; session++) {
                tape.begin(session, 0);
            }
            for (int number = 1; number <= COMMANDS; number++) {
                for (int session = 1; session <= SESSIONS; session++) {
                    tape.query(session, number, "SELECT c" + number % 2 + " FROM t WHERE id = " + session);
                }
            }
            return tape.recording();
        }
    }

    private Tape replay(String recording) {
        return new Tape(directory.resolve("target"), Map.of(RecordingHeader.REPLAY_OF, recording));
    }

    private RecordingReader open(String name) {
        return RecordingReader.open(directory.resolve(name), List.of(), problem -> {
            throw new AssertionError(problem.text());
        });
    }

    private ComparisonReport compare() throws InterruptedException {
        try (RecordingReader source = open("source");
                RecordingReader target = open("target")) {
            return RecordingComparison.of(source, "source", target, "target");
        }
    }
}
