package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.sql.Fingerprinter;

/** One statement of the table with all that is known of it. */
final class TextDetail {
    private static final int NAMES = 5;

    private final Report report;
    private final int width;
    private final Styles styles;
    private final Sparkline sparkline;
    private final StringBuilder out;

    TextDetail(Report report, int width, Styles styles, Sparkline sparkline, StringBuilder out) {
        this.report = report;
        this.width = width;
        this.styles = styles;
        this.sparkline = sparkline;
        this.out = out;
    }

    void render(int rank, StatementClass statement) {
        StatementSummary figures = statement.figures();
        Tally tally = figures.tally();
        out.append(styles.strong("#" + rank + "  " + Fingerprinter.id(statement.digest())))
                .append("  ")
                .append(Units.percent(report.share(statement)))
                .append(", ")
                .append(Units.count(tally.count()))
                .append(" queries")
                .append(
                        report.summary().counts().sampling().isSampled()
                                ? ", in all about " + Units.count(tally.estimatedCount())
                                : "")
                .append('\n');
        block(styles.accent(SqlText.line(figures.fingerprint())), "    ");
        quantiles("total", figures.total());
        quantiles("first packet", figures.latency());
        if (figures.total().count() > 0) {
            line("shape", sparkline.of(figures.total()));
        }
        outcome(tally);
        errors(figures.errorCodes());
        names("databases", statement.databases());
        names("users", statement.users());
        names("clients", figures.clients());
        for (TagRanking tag : figures.tags()) {
            line(SqlText.cut(SqlText.line(tag.tag()), 12), tag(tag));
        }
        for (SlowQuery slow : figures.slowest()) {
            line(
                    "slow",
                    Units.duration(slow.totalNanos()) + " at " + Clock.time(slow.endNanos()) + " from "
                            + SqlText.line(slow.client())
                            + (slow.traceId().isEmpty() ? "" : " trace " + slow.traceId()));
        }
        sample(figures.sample());
        out.append('\n');
    }

    private void quantiles(String name, LatencyDistribution of) {
        if (of.count() > 0) {
            line(
                    name,
                    "min " + Units.duration(of.min()) + "  p50 " + Units.duration(of.quantile(0.5)) + "  p95 "
                            + Units.duration(of.quantile(0.95)) + "  p99 " + Units.duration(of.quantile(0.99))
                            + "  max " + Units.duration(of.max()) + "  sum " + Units.duration(of.sum()));
        }
    }

    private void outcome(Tally tally) {
        StringBuilder text = new StringBuilder();
        part(text, tally.rowsSent(), "rows sent");
        part(text, tally.rowsAffected(), "rows affected");
        part(text, tally.warnings(), "warnings");
        part(text, tally.noIndex(), "without index");
        part(text, tally.noGoodIndex(), "without good index");
        part(text, tally.serverSlow(), "slow for the server");
        part(text, tally.slow(), "slow");
        part(text, tally.lost(), "lost");
        part(text, tally.aborted(), "aborted");
        part(text, tally.unfinished(), "unfinished");
        if (!text.isEmpty()) {
            line("outcome", text.toString());
        }
        if (tally.bytesOut() >= 0) {
            line("bytes", Units.bytes(tally.bytesIn()) + " asked, " + Units.bytes(tally.bytesOut()) + " answered");
        }
    }

    private void errors(Ranking<Integer> codes) {
        StringBuilder text = new StringBuilder();
        for (Share<Integer> share : codes.shares()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(share.value())
                    .append(" ×")
                    .append(Units.count(share.count()));
        }
        part(text, codes.others(), "others");
        if (!text.isEmpty()) {
            line("errors", styles.bad(text.toString()));
        }
    }

    private void names(String title, Ranking<String> ranking) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        long others = ranking.others();
        for (Share<String> share : ranking.shares()) {
            if (shown++ < NAMES) {
                String name = share.value().isEmpty() ? "(none)" : SqlText.line(share.value());
                text.append(text.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(" ×")
                        .append(Units.count(share.count()));
            } else {
                others += share.count();
            }
        }
        part(text, others, "others");
        boolean onlyUnknown =
                ranking.shares().size() == 1 && ranking.shares().get(0).value().isEmpty();
        if (!text.isEmpty() && !onlyUnknown) {
            line(title, text.toString());
        }
    }

    private static String tag(TagRanking tag) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        long others = tag.others();
        for (TagShare share : tag.shares()) {
            if (shown++ < NAMES) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(share.value().isEmpty() ? "(empty)" : SqlText.line(share.value()))
                        .append(" ×")
                        .append(Units.count(share.count()));
                if (share.totalNanos() > 0) {
                    text.append(" (").append(Units.duration(share.totalNanos())).append(')');
                }
            } else {
                others += share.count();
            }
        }
        part(text, others, "others");
        return text.toString();
    }

    private void sample(Sample sample) {
        if (sample == null) {
            return;
        }
        String when = sample.totalNanos() < 0 ? "sample" : "slowest";
        block(
                SqlText.line(SqlText.of(sample, report.masked())) + (sample.truncated() ? " …" : ""),
                "    " + when + " ".repeat(13 - when.length()));
    }

    private static void part(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(Units.count(count))
                    .append(' ')
                    .append(what);
        }
    }

    private void line(String name, String text) {
        out.append("    ")
                .append(styles.faint(name + " ".repeat(13 - name.length())))
                .append(text)
                .append('\n');
    }

    /** Text that may be long: at most three lines of it. */
    private void block(String text, String indent) {
        out.append(indent)
                .append(SqlText.cut(text, 3 * Math.max(width - indent.length(), 40)))
                .append('\n');
    }
}
