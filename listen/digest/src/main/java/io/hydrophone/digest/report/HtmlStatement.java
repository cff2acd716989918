package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.sql.Fingerprinter;

/** A statement's row in the table and the details that open under it. */
final class HtmlStatement {
    private static final int NAMES = 6;
    private static final int COLUMNS = 12;

    private final Report report;
    private final StringBuilder out;
    private final HtmlHistogram histogram;

    HtmlStatement(Report report, StringBuilder out) {
        this.report = report;
        this.out = out;
        this.histogram = new HtmlHistogram(report.total().total());
    }

    void render(int rank, StatementClass statement) {
        StatementSummary figures = statement.figures();
        Tally tally = figures.tally();
        LatencyDistribution total = figures.total();
        double share = report.share(statement);
        out.append("<tbody><tr class=\"row\" tabindex=\"0\" role=\"button\" aria-expanded=\"false\">");
        cell(rank, Integer.toString(rank), "soft");
        out.append("<td class=\"share\" data-v=\"").append(share).append("\">");
        out.append(Html.text(Units.percent(share)))
                .append(
                        "<svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\"")
                .append(" width=\"100\" height=\"6\"/><rect class=\"bar\" height=\"6\" width=\"")
                .append(Html.fixed(100 * share))
                .append("\"/></svg></td>");
        cell(tally.count(), Units.count(tally.count()), "");
        for (double q : new double[] {0.5, 0.95, 0.99}) {
            cell(total.quantile(q), Units.duration(total.quantile(q)), "");
        }
        cell(total.max(), Units.duration(total.max()), "");
        long rows = Math.max(tally.rowsSent(), 0) + Math.max(tally.rowsAffected(), 0);
        cell(rows, tally.rowsSent() < 0 && tally.rowsAffected() < 0 ? "–" : Units.count(rows), "");
        cell(tally.errors(), tally.errors() > 0 ? Units.count(tally.errors()) : "", "bad");
        long noIndex = Math.max(tally.noIndex(), tally.noGoodIndex());
        cell(noIndex, noIndex > 0 ? Units.count(noIndex) : "", "warn");
        out.append("<td class=\"shape\">");
        histogram.small(total, out);
        out.append("</td><td class=\"fp\"><code>")
                .append(Html.text(SqlText.cut(SqlText.line(figures.fingerprint()), 300)))
                .append("</code></td></tr>\n");
        detail(statement);
        out.append("</tbody>\n");
    }

    private void cell(long value, String text, String kind) {
        out.append("<td data-v=\"").append(value).append('"');
        if (!kind.isEmpty()) {
            out.append(" class=\"").append(kind).append('"');
        }
        out.append('>').append(text).append("</td>");
    }

    private void detail(StatementClass statement) {
        StatementSummary figures = statement.figures();
        out.append("<tr class=\"detail\"><td colspan=\"").append(COLUMNS).append("\"><pre>");
        out.append(Html.text(figures.fingerprint())).append("</pre>");
        if (figures.total().count() > 0) {
            out.append("<h3>Latency distribution (height by square root)</h3>");
            histogram.large(figures.total(), out);
        }
        out.append("<dl class=\"facts\">");
        fact("digest", Fingerprinter.id(statement.digest()));
        fact("first seen", Clock.dateTime(figures.firstSeenNanos()));
        fact("last seen", Clock.dateTime(figures.lastSeenNanos()));
        if (figures.total().count() > 0) {
            fact("sum of time", Units.duration(figures.total().sum()));
            fact(
                    "shortest, longest",
                    Units.duration(figures.total().min()) + ", "
                            + Units.duration(figures.total().max()));
        }
        if (figures.latency().count() > 0) {
            fact(
                    "first packet p50, p99",
                    Units.duration(figures.latency().quantile(0.5)) + ", "
                            + Units.duration(figures.latency().quantile(0.99)));
        }
        tally(figures.tally());
        fact("databases", names(statement.databases()));
        fact("users", names(statement.users()));
        fact("clients", names(figures.clients()));
        fact("servers", names(statement.instances()));
        fact("error codes", codes(figures.errorCodes()));
        for (TagRanking tag : figures.tags()) {
            fact(Html.text(SqlText.line(tag.tag())), values(tag));
        }
        out.append("</dl>");
        sample(figures.sample());
        out.append("</td></tr>");
    }

    private void tally(Tally tally) {
        known("rows sent", tally.rowsSent());
        known("rows affected", tally.rowsAffected());
        known("warnings", tally.warnings());
        known("without index", tally.noIndex());
        known("without good index", tally.noGoodIndex());
        known("slow for the server", tally.serverSlow());
        if (report.summary().counts().slowNanos() >= 0) {
            fact("slow", Units.count(tally.slow()));
        }
        if (tally.lost() + tally.aborted() + tally.unfinished() > 0) {
            fact(
                    "lost, aborted, unfinished",
                    Units.count(tally.lost()) + ", " + Units.count(tally.aborted()) + ", "
                            + Units.count(tally.unfinished()));
        }
        if (tally.bytesOut() >= 0) {
            fact("bytes asked, answered", Units.bytes(tally.bytesIn()) + ", " + Units.bytes(tally.bytesOut()));
        }
    }

    private void sample(Sample sample) {
        if (sample == null) {
            return;
        }
        out.append("<h3>")
                .append(sample.totalNanos() < 0 ? "Sample" : "Slowest, " + Units.duration(sample.totalNanos()));
        out.append(", ").append(Clock.dateTime(sample.endNanos())).append(" UTC, from ");
        out.append(Html.text(sample.client())).append("</h3><pre>");
        out.append(Html.text(SqlText.of(sample, report.masked())))
                .append(sample.truncated() ? " …" : "")
                .append("</pre>");
    }

    private void known(String name, long value) {
        if (value > 0) {
            fact(name, Units.count(value));
        }
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

    private static String names(Ranking<String> ranking) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (Share<String> share : ranking.shares()) {
            if (!share.value().isEmpty() && shown++ < NAMES) {
                text.append(text.isEmpty() ? "" : ", ").append(SqlText.line(share.value()));
            }
        }
        return shown > NAMES ? text + " and more" : text.toString();
    }

    private static String values(TagRanking tag) {
        StringBuilder text = new StringBuilder();
        for (TagShare share :
                tag.shares().subList(0, Math.min(NAMES, tag.shares().size()))) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(SqlText.line(share.value()))
                    .append(" ×")
                    .append(Units.count(share.count()));
        }
        return tag.shares().size() > NAMES || tag.others() > 0 ? text + " and more" : text.toString();
    }

    private static String codes(Ranking<Integer> ranking) {
        StringBuilder text = new StringBuilder();
        for (Share<Integer> share : ranking.shares()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(share.value())
                    .append(" ×")
                    .append(Units.count(share.count()));
        }
        return text.toString();
    }
}
