package io.hydrophone.traffic.compare.report;

import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Styles;
import io.hydrophone.digest.report.TextColumns;
import io.hydrophone.digest.report.Units;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Difference;
import io.hydrophone.traffic.compare.StatementComparison;
import io.hydrophone.traffic.compare.Totals;
import io.hydrophone.traffic.compare.Verdict;
import java.util.List;

/** The comparison for a terminal: head, ranked table, then what differs in detail. */
final class ComparisonText {
    private static final int NARROWEST = 60;
    private static final int NARROWEST_STATEMENT = 24;

    private final ComparisonReport report;
    private final int width;
    private final Styles styles;
    private final StringBuilder out = new StringBuilder(16 << 10);

    ComparisonText(ComparisonReport report, int width, boolean colours) {
        this.report = report;
        this.width = Math.max(width, NARROWEST);
        this.styles = new Styles(colours);
    }

    String render() {
        head();
        List<StatementComparison> shown = report.shown();
        if (!shown.isEmpty()) {
            table(shown);
        }
        StatementText detail = new StatementText(report, width, styles, out);
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).verdict().isDifferent()) {
                detail.render(i + 1, shown.get(i));
            }
        }
        return out.toString();
    }

    private void head() {
        Totals totals = report.totals();
        out.append(styles.strong(SqlText.line(report.source()) + " → " + SqlText.line(report.target())))
                .append('\n')
                .append(styles.faint(Phrases.way(report.pairing())))
                .append("\n\n");
        String headline = Phrases.headline(report);
        line("verdict", report.verdict().isWorse() ? styles.bad(headline) : headline);
        line(
                "compared",
                Phrases.many(totals.compared(), "command") + " of "
                        + Phrases.many(report.statements().size(), "statement")
                        + (report.statements().isEmpty() ? "" : ": " + Phrases.verdicts(report)));
        left(totals);
        if (totals.expectedNanos() > 0) {
            line(
                    "time",
                    Units.duration(totals.expectedNanos()) + " → "
                            + Units.duration(totals.expectedNanos() + totals.addedNanos()) + " ("
                            + Phrases.growth(totals.growth()) + ")");
            line(
                    "latency",
                    "p50 " + Phrases.quantile(totals.source(), totals.target(), 0.5) + ", p95 "
                            + Phrases.quantile(totals.source(), totals.target(), 0.95) + ", p99 "
                            + Phrases.quantile(totals.source(), totals.target(), 0.99));
        }
        String differences = Phrases.differences(totals.differences());
        line("differences", differences.isEmpty() ? "none" : differences);
        if (totals.checksummed() > 0) {
            line("checksums", "the rows of " + Units.count(totals.checksummed()) + " commands were compared by them");
        }
        if (report.folded() > 0) {
            line("bounded", Phrases.many(report.folded(), "rarely used statement") + " counted together, as others");
        }
        report.notes().forEach(note -> line("note", SqlText.line(note)));
        out.append('\n');
    }

    private void left(Totals totals) {
        if (totals.skippedCount() > 0) {
            line("skipped", Phrases.many(totals.skippedCount(), "command") + ": " + Phrases.reasons(totals.skipped()));
        }
        if (totals.unheard() > 0) {
            line("not heard", Phrases.many(totals.unheard(), "command") + " without a whole answer on the source");
        }
        if (totals.unpaired() > 0) {
            line(
                    "unpaired",
                    Phrases.many(totals.unpaired(), "answer") + " of the target without a command of the source");
        }
    }

    private void table(List<StatementComparison> shown) {
        TextColumns columns = new TextColumns("rlrrrrrrrr");
        columns.row("#", "verdict", "count", "errors", "rows", "contents", "warnings", "p50", "p95", "added");
        for (int i = 0; i < shown.size(); i++) {
            StatementComparison statement = shown.get(i);
            columns.row(
                    Integer.toString(i + 1),
                    statement.verdict().words(),
                    Units.count(statement.compared()),
                    positive(statement.count(Difference.NEW_ERROR)
                            + statement.count(Difference.CHANGED_ERROR)
                            + statement.count(Difference.UNANSWERED)),
                    positive(statement.count(Difference.ROWS) + statement.count(Difference.AFFECTED)),
                    positive(statement.count(Difference.CHECKSUM)),
                    positive(statement.count(Difference.WARNINGS)),
                    Phrases.quantile(
                            statement.source().total(), statement.target().total(), 0.5),
                    Phrases.quantile(
                            statement.source().total(), statement.target().total(), 0.95),
                    statement.latency() == null ? "" : Phrases.signed(statement.addedNanos()));
        }
        List<String> lines = columns.lines();
        int room = Math.max(width - lines.getFirst().length() - 2, NARROWEST_STATEMENT);
        out.append(styles.strong(lines.getFirst() + "  statement")).append('\n');
        for (int i = 0; i < shown.size(); i++) {
            Verdict verdict = shown.get(i).verdict();
            String line = lines.get(i + 1);
            String statement = SqlText.cut(SqlText.line(Phrases.title(shown.get(i))), room);
            out.append(verdict.isWorse() ? styles.bad(line) : line)
                    .append("  ")
                    .append(styles.accent(statement))
                    .append('\n');
        }
        rest(shown.size());
        out.append('\n');
    }

    private void rest(int shown) {
        int all = report.statements().size();
        if (shown < all) {
            String others = "   … and " + Units.count(all - shown) + " more statements";
            String hint = shown == report.top() ? " (--top " + all + " shows all)" : ", which are the same";
            out.append(styles.faint(others + hint)).append('\n');
        }
    }

    private static String positive(long count) {
        return count > 0 ? Units.count(count) : "";
    }

    private void line(String name, String text) {
        out.append("  ").append(styles.faint(name + " ".repeat(Math.max(1, 12 - name.length()))));
        out.append(text).append('\n');
    }
}
