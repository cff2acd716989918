package io.hydrophone.digest.transaction;

import static io.hydrophone.digest.transaction.Script.IN;
import static io.hydrophone.digest.transaction.Script.OUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.HtmlReport;
import io.hydrophone.digest.report.JsonReport;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.report.TextReport;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the reports show of transactions, and of which. */
class TransactionReportTest {
    private final Script script = new Script();

    private void play() {
        for (int i = 0; i < 10; i++) {
            script.says("BEGIN", IN)
                    .says("UPDATE t SET a = " + i, IN)
                    .says("UPDATE t SET a = 5", IN)
                    .says("COMMIT", OUT);
        }
        script.says("BEGIN", IN).pause(3_000).says("SELECT 'it is 1'", IN).says("ROLLBACK", OUT);
        script.says("BEGIN", IN).pause(100).closes(SessionEnd.CAPTURE_ENDED);
    }

    @Test
    void theJsonHasTotalsShapesAndLists() {
        play();
        String json = json();
        assertThat(json)
                .contains(
                        "\"transactions\":{\"totals\":{\"count\":12,\"ends\":{\"commit\":10,\"rollback\":1,\"open\":1}")
                .contains("\"slow\":1,\"idle_in_transaction\":1,\"incomplete\":0")
                .contains("\"slow_threshold_us\":1000000,\"idle_threshold_us\":1000000")
                .contains("\"groups\":[{\"server\":\"10.0.0.9:3306\",\"user\":\"app\",\"db\":\"shop\",\"count\":12")
                .contains("\"slowest\":[{\"ts\":", "\"duration_us\":3005000,\"end\":\"rollback\"")
                .contains("\"activity\":[[0,1000,1],[3002000,3003000,1],[3004000,3005000,1]]")
                .contains("\"open\":[{\"ts\":");
        // Two updates, one after the other, are one step.
        assertThat(json)
                .containsPattern(
                        "\"shape\":\"[0-9a-f]{16}\",\"steps\":\\[[^]]*\"begin\"[^]]*\"update t set a = \\?\"[^]]*"
                                + "\"commit\"}\\],\"count\":10,");
    }

    @Test
    void theTextShowsWhereTheClientPaused() {
        play();
        assertThat(text())
                .contains("12: 10 commit, 1 rollback, 1 open")
                .contains("1 lasted 1.00s or longer, 1 paused for 1.00s or longer")
                .contains("begin → update t set a = ? → commit")
                .containsPattern("3\\.01s  [▏▎▍▌▋▊▉█]·{38}[▏▎▍▌▋▊▉█]  rollback")
                .contains("open at the end");
    }

    @Test
    void thePageRunsNothingOfTheTraffic() throws IOException {
        script.query.key = new SessionKey(0, "h:1", "<i>c</i>", "<u>\"", "<d>");
        script.says("BEGIN /* <b> */", IN)
                .says("SELECT `<script>alert(1)</script>`", IN)
                .says("COMMIT", OUT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(report(), out);
        assertThat(out.toString(UTF_8))
                .contains("Slowest transactions", "begin → select `&lt;script&gt;")
                .doesNotContain("<script>alert", "<i>c", "<u>", "<d>", "style=");
    }

    @Test
    void literalsAreNotShown() {
        play();
        assertThat(json().substring(json().indexOf("\"transactions\":"))).doesNotContain("it is 1");
    }

    @Test
    void filtersAreAboutTheTransaction() {
        QueryFilter filter = new QueryFilter(
                Set.of("shop"), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, Pattern.compile("from wanted"));
        Script filtered =
                new Script(DigestOptions.DEFAULT.withFilter(filter).withTransactions(TransactionOptions.DEFAULT));
        filtered.says("BEGIN", IN).says("SELECT a FROM wanted", IN).says("COMMIT", OUT);
        filtered.says("BEGIN", IN).says("SELECT a FROM t", IN).says("COMMIT", OUT);
        assertThat(filtered.ends()).containsExactly("commit 3");
        assertThat(filtered.table.snapshot().statements())
                .extracting(row -> row.fingerprint())
                .containsExactly("select a from wanted");
        filtered.query.key = new SessionKey(1, "10.0.0.9:3306", "10.0.0.1", "app", "other");
        filtered.says("BEGIN", IN).says("SELECT a FROM wanted", IN).says("COMMIT", OUT);
        assertThat(filtered.ends()).containsExactly("commit 3");
    }

    @Test
    void beyondTheBoundShapesAreAddedUp() {
        Script bounded = new Script(DigestOptions.DEFAULT.withTransactions(new TransactionOptions(1, 1, 3, 8)));
        for (int i = 0; i < 100; i++) {
            bounded.says("BEGIN", IN).says("SELECT a FROM t" + i, IN).says("COMMIT", OUT);
            bounded.says("BEGIN", IN).says("SELECT a FROM often", IN).says("COMMIT", OUT);
        }
        assertThat(bounded.heard().shapes()).hasSizeLessThanOrEqualTo(9);
        assertThat(bounded.heard().shapes().stream()
                        .mapToLong(shape -> shape.figures().count())
                        .sum())
                .isEqualTo(200);
        assertThat(bounded.heard().shapes()).anyMatch(shape -> shape.figures().count() == 100);
        assertThat(bounded.heard().slowest()).hasSize(3);
    }

    private Report report() {
        return Report.of(
                new Heard("test", null, null, List.of(), null),
                script.table.snapshot(),
                Order.TIME,
                10,
                true,
                TransactionOptions.DEFAULT);
    }

    private String json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(report(), out);
        return out.toString(UTF_8);
    }

    private String text() {
        return new TextReport(report(), 120, false).render();
    }
}
