package io.hydrophone.traffic.compare.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Styles;
import io.hydrophone.digest.report.Units;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.ErrorChange;
import io.hydrophone.traffic.compare.Example;
import io.hydrophone.traffic.compare.SideFigures;
import io.hydrophone.traffic.compare.StatementComparison;

/** What differs in one statement, for a terminal. */
final class StatementText {
    private static final int LONGEST_SAMPLE = 600;

    private final ComparisonReport report;
    private final int width;
    private final Styles styles;
    private final StringBuilder out;

    StatementText(ComparisonReport report, int width, Styles styles, StringBuilder out) {
        this.report = report;
        this.width = width;
        this.styles = styles;
        this.out = out;
    }

    void render(int rank, StatementComparison statement) {
        String digest = statement.digest() == 0 ? "" : "  " + Fingerprinter.id(statement.digest());
        String command =
                statement.command() == null ? "" : "  " + statement.command().name();
        out.append(styles.strong("#" + rank + digest + command))
                .append("  ")
                .append(
                        statement.verdict().isWorse()
                                ? styles.bad(statement.verdict().words())
                                : statement.verdict().words())
                .append('\n');
        block(styles.accent(SqlText.line(Phrases.statement(statement))), "    ");
        String differences = Phrases.differences(statement.differences());
        if (!differences.isEmpty()) {
            line("differences", differences);
        }
        if (!statement.skipped().isEmpty()) {
            line("skipped", Phrases.reasons(statement.skipped()));
        }
        side("source", statement.source());
        side("target", statement.target());
        String latency = Phrases.latency(statement.latency(), report.pairing());
        if (!latency.isEmpty()) {
            line("latency", latency);
        }
        for (ErrorChange error : statement.errors()) {
            line("error", SqlText.line(Phrases.error(error, report.pairing())));
        }
        if (statement.otherErrors() > 0) {
            line("errors", Units.count(statement.otherErrors()) + " more, with other numbers");
        }
        Phrases.examples(statement).forEach(this::example);
        out.append('\n');
    }

    private void side(String name, SideFigures of) {
        StringBuilder text = new StringBuilder(Units.count(of.count()));
        LatencyDistribution total = of.total();
        if (total.count() > 0) {
            text.append("  p50 ").append(Units.duration(total.quantile(0.5)));
            text.append("  p95 ").append(Units.duration(total.quantile(0.95)));
            text.append("  p99 ").append(Units.duration(total.quantile(0.99)));
            text.append("  max ").append(Units.duration(total.max()));
            text.append("  sum ").append(Units.duration(total.sum()));
        }
        known(text, "rows", of.rows());
        known(text, "affected", of.affected());
        known(text, "errors", of.errors());
        line(name, text.toString());
    }

    private static void known(StringBuilder text, String name, long count) {
        if (count > 0) {
            text.append("  ").append(name).append(' ').append(Units.count(count));
        }
    }

    private void example(Example example) {
        line(
                "example",
                example.difference().words() + ": session " + example.session() + ", command " + example.number()
                        + (example.database().isEmpty() ? "" : ", database " + SqlText.line(example.database()))
                        + (example.user().isEmpty() ? "" : ", user " + SqlText.line(example.user())));
        if (!example.sql().isEmpty()) {
            block(SqlText.cut(SqlText.line(example.sql()), LONGEST_SAMPLE), " ".repeat(14));
        }
        block("source: " + SqlText.line(Phrases.ending(example.source())), " ".repeat(14));
        block("target: " + SqlText.line(Phrases.ending(example.target())), " ".repeat(14));
    }

    /** Broken at the line's width. */
    private void block(String text, String indent) {
        int room = Math.max(width - indent.length(), 20);
        for (int at = 0; at < text.length(); at += room) {
            out.append(indent)
                    .append(text, at, Math.min(at + room, text.length()))
                    .append('\n');
        }
    }

    private void line(String name, String text) {
        out.append("  ").append(styles.faint(name + " ".repeat(Math.max(1, 12 - name.length()))));
        out.append(text).append('\n');
    }
}
