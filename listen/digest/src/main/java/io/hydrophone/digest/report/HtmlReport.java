package io.hydrophone.digest.report;

import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.wire.WireCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report as one HTML file that stands alone. */
public final class HtmlReport {
    private static final int IN_SHARES = 7;

    private final Report report;
    private final StringBuilder out = new StringBuilder(256 << 10);

    private HtmlReport(Report report) {
        this.report = report;
    }

    /** Writes the page and leaves the stream open. */
    public static void write(Report report, OutputStream out) throws IOException {
        out.write(new HtmlReport(report).page().getBytes(StandardCharsets.UTF_8));
    }

    private String page() throws IOException {
        tiles();
        if (!report.classes().isEmpty()) {
            charts();
            statements();
        }
        if (report.hasTransactions()) {
            new HtmlTransactions(report, out).render();
        }
        HtmlEncrypted.write(report.heard().encrypted(), out);
        out.append("<footer>")
                .append(report.masked() ? "Literals in samples are masked. " : "Samples show literals. ")
                .append("Quantiles are within 2.2 % of the exact ones; times are from the last byte of the")
                .append(" request to the last packet of the answer.</footer>\n");
        return HtmlPage.of("Hydrophone digest", report.heard().title(), span(), "", out);
    }

    private String span() {
        return report.summary().fromNanos() <= 0
                ? ""
                : Clock.dateTime(report.summary().fromNanos()) + " to "
                        + Clock.time(report.summary().toNanos()) + " UTC, " + Units.duration(report.spanNanos());
    }

    private void tiles() {
        Tally tally = report.total().tally();
        out.append("<section class=\"tiles\">");
        tile(Units.count(tally.count()), "queries", false);
        if (report.summary().counts().sampling().isSampled()) {
            String of = report.summary().counts().sampling() + " of the sessions";
            tile("≈ " + Units.count(tally.estimatedCount()), "estimated from " + of, true);
        }
        tile(Units.count(report.classes().size()), "statements", false);
        if (report.spanNanos() > 1_000_000 && tally.count() > 1) {
            tile(Units.count(Math.round(tally.count() * 1e9 / report.spanNanos())), "queries a second", false);
        }
        if (report.total().total().count() > 0) {
            tile(Units.duration(report.total().total().quantile(0.5)), "median", false);
            tile(Units.duration(report.total().total().quantile(0.99)), "99th percentile", false);
        }
        if (tally.errors() >= 0) {
            tile(Units.count(tally.errors()), "errors", tally.errors() > 0);
        }
        WireCounters wire = report.heard().wire();
        if (wire != null) {
            tile(Units.count(wire.sessions()), "sessions", false);
            tile(Units.count(wire.tlsSessions()), "encrypted sessions", wire.tlsSessions() > 0);
            tile(Units.count(tally.lost()), "queries lost to gaps", tally.lost() > 0);
        }
        out.append("</section>\n");
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

    private void charts() {
        HtmlCharts charts = new HtmlCharts(report, out);
        out.append("<div class=\"charts\"><section class=\"card\"><h2>Load <small>queries a second; failed ones in"
                + " red</small></h2>");
        charts.load();
        out.append("</section><section class=\"card\"><h2>Share of ")
                .append(report.total().total().sum() > 0 ? "time" : "queries")
                .append("</h2>");
        charts.shares(IN_SHARES);
        out.append("</section></div>\n");
    }

    private void statements() {
        List<StatementClass> shown = report.shown();
        out.append("<section class=\"card\"><h2>Statements <small>")
                .append(shown.size())
                .append(" of ")
                .append(report.classes().size())
                .append(", open one for its details</small></h2><div class=\"scroll\"><table><thead><tr>");
        for (String name :
                new String[] {"#", "share", "count", "p50", "p95", "p99", "max", "rows", "errors", "no index"}) {
            out.append("<th scope=\"col\"><button>").append(name).append("</button></th>");
        }
        out.append(
                        "<th scope=\"col\" class=\"l\">latency</th><th scope=\"col\" class=\"l\"><button>statement</button></th>")
                .append("</tr></thead>\n");
        HtmlStatement row = new HtmlStatement(report, out);
        for (int i = 0; i < shown.size(); i++) {
            row.render(i + 1, shown.get(i));
        }
        out.append("</table></div></section>\n");
    }
}
