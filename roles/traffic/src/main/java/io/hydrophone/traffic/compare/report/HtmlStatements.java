package io.hydrophone.traffic.compare.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.report.Clock;
import io.hydrophone.digest.report.Html;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Units;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Difference;
import io.hydrophone.traffic.compare.ErrorChange;
import io.hydrophone.traffic.compare.Example;
import io.hydrophone.traffic.compare.Pairing;
import io.hydrophone.traffic.compare.SideFigures;
import io.hydrophone.traffic.compare.StatementComparison;
import io.hydrophone.traffic.compare.Verdict;
import java.util.List;

/** The table of statements; each row opens its details. */
final class HtmlStatements {
    private static final String[] HEADS = {"#", "verdict", "count", "errors", "results", "p50", "p95", "added"};
    private static final int COLUMNS = HEADS.length + 2;
    private static final double BAR = 150;

    private final ComparisonReport report;
    private final StringBuilder out;
    private final Svg svg;
    private final LogScale scale;

    HtmlStatements(ComparisonReport report, StringBuilder out) {
        this.report = report;
        this.out = out;
        this.svg = new Svg(out);
        long shortest = Long.MAX_VALUE;
        long longest = 2;
        for (StatementComparison statement : report.shown()) {
            for (SideFigures side : List.of(statement.source(), statement.target())) {
                if (side.total().count() > 0) {
                    shortest = Math.min(shortest, side.total().quantile(0.5));
                    longest = Math.max(longest, side.total().quantile(0.99));
                }
            }
        }
        this.scale = new LogScale(Math.min(shortest, longest), longest, BAR - 8);
    }

    void render() {
        List<StatementComparison> shown = report.shown();
        out.append("<section class=\"card\"><h2>Statements <small>")
                .append(shown.size())
                .append(" of ")
                .append(report.statements().size())
                .append(", the most harmful first; open one for its details</small></h2>")
                .append("<div class=\"scroll\"><table class=\"statements\"><thead><tr>");
        for (String head : HEADS) {
            out.append(head.equals("verdict") ? "<th scope=\"col\" class=\"l\"><button>" : "<th scope=\"col\"><button>")
                    .append(head)
                    .append("</button></th>");
        }
        out.append("<th scope=\"col\" class=\"l\">p50 to p99</th>")
                .append("<th scope=\"col\" class=\"l\"><button>statement</button></th></tr></thead>\n");
        for (int i = 0; i < shown.size(); i++) {
            row(i + 1, shown.get(i));
        }
        out.append("</table></div></section>\n");
    }

    private void row(int rank, StatementComparison statement) {
        LatencyDistribution before = statement.source().total();
        LatencyDistribution after = statement.target().total();
        out.append("<tbody><tr class=\"row\" tabindex=\"0\" role=\"button\" aria-expanded=\"false\">");
        cell(rank, Integer.toString(rank), "soft");
        out.append("<td class=\"l\" data-v=\"")
                .append(statement.verdict().compareTo(Verdict.BREAKS))
                .append("\">")
                .append(badge(statement))
                .append("</td>");
        cell(statement.compared(), Units.count(statement.compared()), "");
        counted(statement.count(Difference.NEW_ERROR)
                + statement.count(Difference.CHANGED_ERROR)
                + statement.count(Difference.UNANSWERED));
        counted(statement.count(Difference.ROWS)
                + statement.count(Difference.AFFECTED)
                + statement.count(Difference.CHECKSUM));
        boolean timed = before.count() > 0 && after.count() > 0;
        String kind = LatencyScatter.kind(statement);
        cell(timed ? after.quantile(0.5) : -1, Phrases.quantile(before, after, 0.5), kind);
        double tail = timed ? (double) after.quantile(0.95) / Math.max(before.quantile(0.95), 1) - 1 : 0;
        cell(Math.round(1_000 * tail), timed ? Phrases.growth(tail) : "", kind);
        cell(statement.addedNanos(), statement.latency() == null ? "" : Phrases.signed(statement.addedNanos()), kind);
        out.append("<td class=\"dumbbell\">");
        if (timed) {
            dumbbell(before, after, kind);
        }
        out.append("</td><td class=\"fp\"><code>")
                .append(Html.text(SqlText.cut(SqlText.line(Phrases.title(statement)), 300)))
                .append("</code></td></tr>\n");
        details(statement, timed);
        out.append("</tbody>\n");
    }

    private static String badge(StatementComparison statement) {
        return "<span class=\"badge " + HtmlOverview.tone(statement.verdict()) + "\">"
                + statement.verdict().words() + "</span>";
    }

    private void counted(long count) {
        cell(count, count > 0 ? Units.count(count) : "", "bad");
    }

    private void cell(long value, String text, String kind) {
        out.append("<td data-v=\"").append(value).append('"');
        if (!kind.isEmpty()) {
            out.append(" class=\"").append(kind).append('"');
        }
        out.append('>').append(text).append("</td>");
    }

    private void dumbbell(LatencyDistribution before, LatencyDistribution after, String kind) {
        svg.open(BAR, 24, "");
        bar("source", before, 8);
        bar(kind, after, 17);
        svg.close();
    }

    private void bar(String kind, LatencyDistribution of, double y) {
        double from = 4 + scale.at(of.quantile(0.5));
        svg.line("stem " + kind, from, y, 4 + scale.at(of.quantile(0.99)), y);
        svg.circle("point " + kind, from, y, 3.5, "");
    }

    private void details(StatementComparison statement, boolean timed) {
        out.append("<tr class=\"detail\"><td colspan=\"").append(COLUMNS).append("\"><pre>");
        out.append(Html.text(Phrases.statement(statement))).append("</pre>");
        if (timed) {
            out.append("<h3>Latency by percentile</h3>");
            new QuantileCurves(960, 220, out)
                    .draw(statement.source().total(), statement.target().total());
        }
        out.append("<dl class=\"facts\">");
        fact("digest", statement.digest() == 0 ? "" : Fingerprinter.id(statement.digest()));
        fact("command", statement.command() == null ? "" : statement.command().name());
        fact("differences", Phrases.differences(statement.differences()));
        fact("skipped", Phrases.reasons(statement.skipped()));
        fact("not heard on the source", positive(statement.unheard()));
        fact("compared by checksum", positive(statement.checksummed()));
        sides("rows", statement.source().rows(), statement.target().rows());
        sides("affected rows", statement.source().affected(), statement.target().affected());
        sides("errors", statement.source().errors(), statement.target().errors());
        if (statement.source().bytes() >= 0 && statement.target().bytes() >= 0) {
            fact(
                    "bytes answered",
                    Units.bytes(statement.source().bytes()) + " → "
                            + Units.bytes(statement.target().bytes()));
        }
        out.append("</dl>");
        String latency = Phrases.latency(statement.latency(), report.pairing());
        if (!latency.isEmpty()) {
            out.append("<p class=\"soft\">Latency ").append(Html.text(latency)).append(".</p>");
        }
        errors(statement);
        Phrases.examples(statement).forEach(this::example);
        out.append("</td></tr>");
    }

    private void errors(StatementComparison statement) {
        if (statement.errors().isEmpty()) {
            return;
        }
        out.append("<h3>Errors ")
                .append(report.pairing() == Pairing.COMMANDS ? "(source → target)" : "(on the source → on the target)")
                .append("</h3><ul class=\"errors\">");
        for (ErrorChange error : statement.errors()) {
            out.append("<li>")
                    .append(Html.text(Phrases.error(error, report.pairing())))
                    .append("</li>");
        }
        out.append("</ul>");
    }

    private void example(Example example) {
        out.append("<h3>Example: ")
                .append(example.difference().words())
                .append(", session ")
                .append(example.session())
                .append(", command ")
                .append(example.number());
        if (example.nanos() > 0) {
            out.append(", ").append(Clock.dateTime(example.nanos())).append(" UTC on the target");
        }
        if (!example.database().isEmpty()) {
            out.append(", database ").append(Html.text(SqlText.line(example.database())));
        }
        out.append("</h3>");
        if (!example.sql().isEmpty()) {
            out.append("<pre>").append(Html.text(example.sql())).append("</pre>");
        }
        out.append("<div class=\"sides\"><p><b>source</b> ")
                .append(Html.text(Phrases.ending(example.source())))
                .append("</p><p><b>target</b> ")
                .append(Html.text(Phrases.ending(example.target())))
                .append("</p></div>");
    }

    private void sides(String name, long source, long target) {
        if (source > 0 || target > 0) {
            fact(name, Units.count(source) + " → " + Units.count(target));
        }
    }

    private static String positive(long count) {
        return count > 0 ? Units.count(count) : "";
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            out.append("<div><dt>")
                    .append(name)
                    .append("</dt><dd>")
                    .append(Html.text(value))
                    .append("</dd></div>");
        }
    }
}
