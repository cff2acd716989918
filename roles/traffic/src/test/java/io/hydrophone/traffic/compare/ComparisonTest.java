package io.hydrophone.traffic.compare;

import static io.hydrophone.traffic.compare.Answers.affected;
import static io.hydrophone.traffic.compare.Answers.error;
import static io.hydrophone.traffic.compare.Answers.ok;
import static io.hydrophone.traffic.compare.Answers.query;
import static io.hydrophone.traffic.compare.Answers.warned;
import static io.hydrophone.traffic.compare.Answers.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.wire.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Comparison comparison = new Comparison(Pairing.COMMANDS);

    @Test
    void eachWayToDifferIsCountedAndJudged() {
        differ("new", ok(1), error(1064, "x"), Difference.NEW_ERROR, Verdict.BREAKS);
        differ("deadlock", ok(1), error(1213, "x"), Difference.NEW_ERROR, Verdict.CONTENDS);
        differ("gone", error(1064, "x"), ok(1), Difference.GONE_ERROR, Verdict.FIXED);
        differ("other", error(1064, "x"), error(1146, "x"), Difference.CHANGED_ERROR, Verdict.FAILS_OTHERWISE);
        differ("lost", ok(1), without(Outcome.ABORTED), Difference.UNANSWERED, Verdict.UNANSWERED);
        differ("rows", ok(1, 3, 9), ok(1, 4, 9), Difference.ROWS, Verdict.DIFFERS);
        differ("contents", ok(1, 3, 9), ok(1, 3, 8), Difference.CHECKSUM, Verdict.DIFFERS);
        differ("changed", affected(1, 3), affected(1, 2), Difference.AFFECTED, Verdict.DIFFERS);
        differ("warns", warned(1, 1), warned(1, 2), Difference.WARNINGS, Verdict.WARNS);
    }

    private void differ(String table, Answered source, Answered target, Difference how, Verdict verdict) {
        comparison.answered(query("SELECT a FROM `" + table + "` WHERE b = 8472123"), source, target);
        StatementComparison statement = statement("`" + table + "`");
        assertThat(statement.count(how)).isEqualTo(1);
        assertThat(statement.verdict()).isEqualTo(verdict);
        assertThat(statement.examples()).extracting(Example::difference).contains(how);
        assertThat(statement.examples())
                .extracting(Example::sql)
                .containsOnly("SELECT a FROM `" + table + "` WHERE b = ?");
        assertThat(statement.examples()).extracting(Example::session).containsOnly(7L);
    }

    @Test
    void whatIsTheSameIsNoDifference() {
        comparison.answered(query("SELECT 1"), ok(5, 3, 9), ok(7, 3, 9));
        comparison.answered(query("SELECT 1"), error(1064, "x"), error(1064, "y"));
        comparison.answered(query("SELECT 1"), warned(1, 3), warned(1, 0));
        comparison.answered(query("SELECT 1"), ok(5, 3, -1), ok(7, 3, 9));

        StatementComparison statement = statement("select ?");
        assertThat(statement.differences().keySet()).isSubsetOf(Difference.SIZE);
        assertThat(statement.compared()).isEqualTo(4);
        assertThat(statement.checksummed()).isEqualTo(1);
        assertThat(statement.errors()).containsExactly(new ErrorChange(1064, 1064, 1, 1, "y"));
        assertThat(statement.source().errors()).isEqualTo(1);
        assertThat(statement.source().total().count()).isEqualTo(3);
        assertThat(statement.verdict()).isEqualTo(Verdict.RARE);
    }

    @Test
    void rowsOfCursorsAreNotComparedByChecksums() {
        Outcomes.Statement fetch = new Outcomes.Statement(Command.COM_STMT_FETCH, "SELECT a FROM t", "", "");
        comparison.answered(fetch, ok(5, 3, 9), ok(7, 3, 8));
        Outcomes.Statement execute = new Outcomes.Statement(Command.COM_STMT_EXECUTE, "SELECT a FROM t", "", "");
        comparison.answered(execute, ok(5, 0, 9), withCursor(ok(7, 0, 8)));

        assertThat(report().totals().checksummed()).isZero();
        assertThat(report().totals().count(Difference.CHECKSUM)).isZero();
    }

    @Test
    void otherContentsOfTimeAndChanceAreNoFault() {
        for (String sql :
                List.of("SELECT NOW(6)", "select a, uuid() from t", "SELECT @@version", "SELECT CURRENT_TIMESTAMP")) {
            comparison.answered(query(sql), ok(1, 1, 8), ok(1, 1, 9));
        }
        comparison.answered(query("SELECT t.now, known FROM rand"), ok(1, 1, 8), ok(1, 1, 9));

        assertThat(report().totals().count(Difference.VARYING)).isEqualTo(4);
        assertThat(report().totals().count(Difference.CHECKSUM)).isEqualTo(1);
        assertThat(report().count(Verdict.RARE)).isEqualTo(4);
        assertThat(statement("uuid").examples().getFirst().difference()).isEqualTo(Difference.VARYING);
    }

    @Test
    void whatCannotBeComparedIsCounted() {
        comparison.answered(query("SELECT 1"), null, error(1064, "x"));
        comparison.answered(query("SELECT 1"), without(Outcome.LOST), ok(1));
        comparison.answered(query("SELECT 1"), without(Outcome.UNFINISHED), without(Outcome.ABORTED));
        comparison.skipped(query("SELECT 1"), "filtered");
        comparison.skipped(query("SELECT 1"), "filtered");
        comparison.unpaired();

        Totals totals = report().totals();
        assertThat(totals.unheard()).isEqualTo(3);
        assertThat(totals.compared()).isZero();
        assertThat(totals.differences()).isEmpty();
        assertThat(totals.skipped()).isEqualTo(Map.of("filtered", 2L));
        assertThat(totals.unpaired()).isEqualTo(1);
        assertThat(report().verdict()).isEqualTo(Verdict.NOT_COMPARED);
    }

    @Test
    void latenciesAreThoseOfWhatSucceededOnBothSides() {
        for (int i = 0; i < 300; i++) {
            comparison.answered(query("SELECT 1"), ok(1_000), ok(2_000));
            comparison.answered(query("SELECT 1"), error(1064, ""), ok(900_000));
            comparison.answered(query("SELECT a FROM fast"), ok(900), ok(300));
            comparison.answered(query("SELECT a FROM tiny"), ok(10), ok(30)); // three times, and nobody minds
            comparison.answered(query("SELECT a FROM tail"), ok(500), ok(i % 5 == 0 ? 5_000 : 500));
        }
        StatementComparison slower = statement("select ?");
        assertThat(slower.latency().direction()).isEqualTo(Direction.SLOWER);
        assertThat(slower.latency().ratio()).isBetween(1.95, 2.05);
        assertThat(slower.latency().probability()).isEqualTo(1);
        assertThat(slower.addedNanos()).isEqualTo(300_000_000);
        assertThat(statement("fast").verdict()).isEqualTo(Verdict.FASTER);
        assertThat(statement("tiny").verdict()).isEqualTo(Verdict.SAME);
        assertThat(statement("tail").latency().typical()).isEqualTo(Direction.SAME);
        assertThat(statement("tail").latency().tail()).isEqualTo(Direction.SLOWER);
        assertThat(statement("tail").verdict()).isEqualTo(Verdict.SLOWER);
    }

    @Test
    void theMostHarmfulIsFirst() {
        assertThat(Upgrade.report().statements())
                .extracting(StatementComparison::verdict)
                .isSorted()
                .startsWith(Verdict.BREAKS, Verdict.BREAKS, Verdict.UNANSWERED)
                .endsWith(Verdict.NOT_COMPARED);
        assertThat(Upgrade.report().statements().getFirst().count(Difference.NEW_ERROR))
                .isEqualTo(120);
    }

    @Test
    void textAndPreparedAreRowsOfTheirOwn() {
        for (Command command : List.of(Command.COM_QUERY, Command.COM_STMT_EXECUTE, Command.COM_STMT_PREPARE)) {
            comparison.answered(new Outcomes.Statement(command, "SELECT a FROM t", "", ""), ok(1), ok(1));
        }
        comparison.answered(new Outcomes.Statement(Command.COM_PING, "", "", ""), ok(1), ok(1));
        comparison.answered(new Outcomes.Statement(Command.COM_STMT_EXECUTE, "", "", ""), ok(1), ok(1));

        assertThat(report().statements())
                .hasSize(5)
                .extracting(StatementComparison::fingerprint)
                .containsOnlyOnce("", "(statements whose text is not known)");
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 200; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 500; i++) {
                        comparison.answered(query("SELECT " + i + " FROM t" + i % 3), ok(i), ok(2L * i, 2, -1));
                    }
                });
            }
        }
        assertThat(report().statements()).hasSize(3);
        assertThat(report().totals().compared()).isEqualTo(100_000);
        assertThat(report().totals().count(Difference.ROWS)).isEqualTo(100_000);
        assertThat(report().totals().source().count()).isEqualTo(100_000);
    }

    @Test
    void beyondTheBoundTheLeastUsedAreFoldedAndNothingIsLost() throws Exception {
        Comparison bounded = new Comparison(Pairing.COMMANDS, 100);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                threads.execute(() -> IntStream.range(0, 2_000).forEach(i -> {
                    bounded.answered(query("SELECT often FROM t"), ok(1), ok(1));
                    bounded.answered(query("SELECT c" + number + "_" + i + " FROM t"), ok(1), ok(1, 2, -1));
                }));
            }
        }
        ComparisonReport report = bounded.report("a", "b", List.of());
        assertThat(report.statements()).hasSizeBetween(76, 101);
        assertThat(report.folded()).isGreaterThan(7_800);
        assertThat(report.totals().compared()).isEqualTo(16_000);
        assertThat(report.totals().count(Difference.ROWS)).isEqualTo(8_000);
        assertThat(report.statements())
                .filteredOn(statement -> statement.fingerprint().equals("select often from t"))
                .singleElement()
                .returns(8_000L, StatementComparison::compared);
    }

    @Test
    void messagesAreWithoutWhatTheyQuote() {
        comparison.answered(
                query("INSERT INTO users VALUES ('ann@example.org')"),
                ok(1),
                error(1062, "Duplicate entry 'ann@example.org' for key 'mail'"));

        StatementComparison statement = statement("users");
        assertThat(statement.errors().getFirst().message()).isEqualTo("Duplicate entry '?' for key 'mail'");
        assertThat(statement.examples().getFirst().target().message()).doesNotContain("ann@");
        assertThat(statement.examples().getFirst().sql()).doesNotContain("ann@");
    }

    @Test
    void samplesAreComparedByTheirRates() {
        Comparison samples = new Comparison(Pairing.SAMPLES);
        for (int i = 0; i < 1_000; i++) {
            samples.source(query("SELECT 1"), i % 100 == 0 ? error(1213, "x") : ok(400));
            samples.target(query("SELECT 1"), i % 90 == 0 ? error(1213, "x") : ok(1_200));
            samples.target(query("SELECT 1"), i % 50 == 3 ? error(1064, "x") : ok(1_200));
            samples.source(query("SELECT a FROM t"), i % 10 == 0 ? error(1305, "x") : ok(400));
            samples.target(query("SELECT a FROM t"), ok(400));
            samples.target(query("SELECT a FROM new"), error(1146, "x"));
        }
        ComparisonReport report = samples.report("a", "b", List.of());
        StatementComparison statement = statement(report, "select ?");
        assertThat(statement.count(Difference.NEW_ERROR)).isEqualTo(20); // 1213 is as frequent as before
        assertThat(statement.verdict()).isEqualTo(Verdict.BREAKS);
        assertThat(statement.latency().direction()).isEqualTo(Direction.SLOWER);
        assertThat(statement.addedNanos()).isBetween(780_000_000L, 800_000_000L); // of the source's 990
        assertThat(statement(report, "from t").verdict()).isEqualTo(Verdict.FIXED);
        assertThat(statement(report, "from t").count(Difference.GONE_ERROR)).isEqualTo(100);
        assertThat(statement(report, "new").verdict()).isEqualTo(Verdict.NOT_COMPARED);
    }

    private static Answered withCursor(Answered answer) {
        return new Answered(
                answer.session(),
                answer.number(),
                answer.nanos(),
                answer.outcome(),
                0,
                "",
                "",
                answer.rows(),
                0,
                0,
                ServerStatus.CURSOR_EXISTS,
                answer.bytesOut(),
                answer.latencyNanos(),
                answer.totalNanos(),
                -1,
                answer.rowChecksum());
    }

    private ComparisonReport report() {
        return comparison.report("a", "b", List.of());
    }

    private StatementComparison statement(String part) {
        return statement(report(), part);
    }

    private static StatementComparison statement(ComparisonReport report, String part) {
        return report.statements().stream()
                .filter(statement -> statement.fingerprint().contains(part.replace("`", "")))
                .findFirst()
                .orElseThrow();
    }
}
