package io.hydrophone.traffic.compare.report;

import io.hydrophone.digest.report.Html;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Units;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Difference;
import io.hydrophone.traffic.compare.Totals;
import io.hydrophone.traffic.compare.Verdict;

/** What stands above the table: the verdict, the figures, the pictures. */
final class HtmlOverview {
    private final ComparisonReport report;
    private final StringBuilder out;

    HtmlOverview(ComparisonReport report, StringBuilder out) {
        this.report = report;
        this.out = out;
    }

    void render() {
        verdict();
        tiles();
        notes();
        Totals totals = report.totals();
        if (totals.source().count() > 0 && totals.target().count() > 0) {
            out.append("<div class=\"charts even-charts\"><section class=\"card\"><h2>Statements, source against target"
                    + " <small>larger: more time</small></h2>");
            new LatencyScatter(out).draw(report.statements());
            out.append("</section><section class=\"card\"><h2>All commands by percentile</h2>");
            new QuantileCurves(620, 440, out).draw(totals.source(), totals.target());
            out.append("</section></div>\n");
        }
    }

    private void verdict() {
        out.append("<section class=\"verdict ")
                .append(tone(report.verdict()))
                .append("\"><h2>")
                .append(Html.text(Phrases.headline(report)))
                .append("</h2><p>");
        for (Verdict verdict : Verdict.values()) {
            long count = report.count(verdict);
            if (count > 0) {
                out.append("<span class=\"badge ")
                        .append(tone(verdict))
                        .append("\"><b>")
                        .append(Units.count(count))
                        .append("</b> ")
                        .append(verdict.words())
                        .append("</span> ");
            }
        }
        out.append("</p></section>\n");
    }

    /** How bad it looks, of the page's style. */
    static String tone(Verdict verdict) {
        return switch (verdict) {
            case BREAKS, UNANSWERED, DIFFERS -> "bad";
            case FAILS_OTHERWISE, CONTENDS, SLOWER, WARNS -> "warn";
            case FIXED, FASTER -> "good";
            case SAME, RARE, NOT_COMPARED -> "even";
        };
    }

    private void tiles() {
        Totals totals = report.totals();
        out.append("<section class=\"tiles\">");
        tile(Units.count(totals.compared()), "commands compared", false);
        counted(totals, Difference.NEW_ERROR);
        counted(totals, Difference.ROWS);
        counted(totals, Difference.AFFECTED);
        counted(totals, Difference.CHECKSUM);
        counted(totals, Difference.CHANGED_ERROR);
        counted(totals, Difference.UNANSWERED);
        if (totals.expectedNanos() > 0) {
            tile(Phrases.growth(totals.growth()), "time in all", false);
            for (int percentile : new int[] {50, 95, 99}) {
                String both = Phrases.quantile(totals.source(), totals.target(), percentile / 100.0);
                tile(both, percentile == 50 ? "median" : percentile + "th percentile", false);
            }
        }
        if (totals.skippedCount() > 0) {
            tile(Units.count(totals.skippedCount()), "skipped", false);
        }
        out.append("</section>\n");
    }

    /** New errors also when there are none: that is what one looks for. */
    private void counted(Totals totals, Difference difference) {
        long count = totals.count(difference);
        if (count > 0 || difference == Difference.NEW_ERROR) {
            tile(Units.count(count), difference.words(), count > 0);
        }
    }

    private void tile(String figure, String name, boolean bad) {
        out.append("<div class=\"tile")
                .append(bad ? " bad" : "")
                .append("\"><b>")
                .append(figure)
                .append("</b><span>")
                .append(name)
                .append("</span></div>");
    }

    private void notes() {
        Totals totals = report.totals();
        StringBuilder items = new StringBuilder();
        item(items, totals.skippedCount(), "command", "skipped: " + Phrases.reasons(totals.skipped()));
        item(items, totals.unheard(), "command", "without a whole answer on the source, not compared");
        item(items, totals.unpaired(), "answer", "of the target without a command of the source");
        item(items, report.folded(), "rarely used statement", "counted together, as others");
        for (String note : report.notes()) {
            items.append("<li>").append(Html.text(SqlText.line(note))).append("</li>");
        }
        if (!items.isEmpty()) {
            out.append("<ul class=\"notes\">").append(items).append("</ul>\n");
        }
    }

    private static void item(StringBuilder items, long count, String what, String how) {
        if (count > 0) {
            items.append("<li>")
                    .append(Phrases.many(count, what))
                    .append(' ')
                    .append(Html.text(how))
                    .append("</li>");
        }
    }
}
