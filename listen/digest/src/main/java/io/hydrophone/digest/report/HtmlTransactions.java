package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.Transactions;
import java.util.List;

/** The page's section on transactions; those that stand out each with a line of time. */
final class HtmlTransactions {
    private static final int LISTED = 10;
    private static final int WIDTH = 1_000;

    private final Report report;
    private final StringBuilder out;

    HtmlTransactions(Report report, StringBuilder out) {
        this.report = report;
        this.out = out;
    }

    void render() {
        Transactions transactions = report.summary().transactions();
        TransactionFigures totals = transactions.totals();
        out.append("<section class=\"card\"><h2>Transactions <small>")
                .append(Units.count(totals.count()))
                .append(totals.count() == 0 ? "" : ": " + TransactionRanking.ends(totals))
                .append("</small></h2><dl class=\"facts\">");
        if (totals.duration().count() > 0) {
            LatencyDistribution duration = totals.duration();
            fact("duration p50, p99, max", three(duration));
            fact("idle p50, p99, max", three(totals.idle()));
            fact("idle share of their time", Units.percent(totals.idleShare()));
            fact(
                    "statements in each p50, max",
                    totals.statements().quantile(0.5) + ", "
                            + totals.statements().max());
        }
        fact(
                "lasted " + Units.duration(report.transactionOptions().slowNanos()) + " or longer",
                Units.count(totals.slow()));
        fact(
                "paused " + Units.duration(report.transactionOptions().idleNanos()) + " or longer",
                Units.count(totals.idled()));
        fact("not heard whole", Units.count(totals.incomplete()));
        fact("statements outside", Units.count(transactions.outside()));
        out.append("</dl></section>\n");
        if (totals.count() > 0) {
            shapes(TransactionRanking.shapes(transactions));
            list("Slowest transactions", transactions.slowest());
            list("Transactions with the longest pause", transactions.idle());
            list("Transactions open at the end", transactions.open());
        }
    }

    private void shapes(List<TransactionShape> shapes) {
        List<TransactionShape> shown = shapes.subList(0, Math.min(report.top(), shapes.size()));
        out.append("<section class=\"card\"><h2>What they consist of <small>")
                .append(shown.size())
                .append(" of ")
                .append(shapes.size())
                .append("</small></h2><div class=\"scroll\"><table><thead><tr>");
        for (String name : new String[] {"count", "p50", "p99", "max", "idle", "statements"}) {
            out.append("<th scope=\"col\">").append(name).append("</th>");
        }
        out.append("<th scope=\"col\" class=\"l\">ended by</th>")
                .append("<th scope=\"col\" class=\"l\">statements, in their order</th></tr></thead>\n<tbody>");
        for (TransactionShape shape : shown) {
            TransactionFigures figures = shape.figures();
            boolean known = figures.duration().count() > 0;
            out.append("<tr>");
            cell(Units.count(figures.count()), "");
            cell(known ? Units.duration(figures.duration().quantile(0.5)) : "–", "");
            cell(known ? Units.duration(figures.duration().quantile(0.99)) : "–", "");
            cell(known ? Units.duration(figures.duration().max()) : "–", "");
            cell(known ? Units.percent(figures.idleShare()) : "–", "");
            cell(known ? Long.toString(figures.statements().quantile(0.5)) : "–", "");
            cell(TransactionRanking.ends(figures), "l");
            out.append("<td class=\"fp\"><code>")
                    .append(Html.text(SqlText.cut(steps(shape), 400)))
                    .append("</code></td></tr>\n");
        }
        out.append("</tbody></table></div></section>\n");
    }

    private static String steps(TransactionShape shape) {
        return shape.hash() == TransactionShape.OTHER
                ? "(others)"
                : TransactionRanking.text(shape.steps(), shape.longer());
    }

    private void list(String title, List<Transaction> transactions) {
        if (transactions.isEmpty()) {
            return;
        }
        out.append("<section class=\"card\"><h2>")
                .append(title)
                .append(" <small>coloured where commands were under way</small></h2>");
        for (Transaction one : transactions.subList(0, Math.min(LISTED, transactions.size()))) {
            out.append("<div class=\"transaction\"><p><b>")
                    .append(Units.duration(one.durationNanos()))
                    .append("</b> ")
                    .append(TransactionRanking.name(one.end()))
                    .append(one.incomplete() ? ", <span class=\"warn\">not heard whole</span>" : "")
                    .append(" <span class=\"soft\">")
                    .append(Html.text(about(one)))
                    .append("</span></p>");
            line(one);
            out.append("<code>")
                    .append(Html.text(SqlText.cut(TransactionRanking.text(one.steps(), one.longer()), 600)))
                    .append("</code></div>\n");
        }
        out.append("</section>\n");
    }

    private static String about(Transaction one) {
        return Clock.time(one.startNanos()) + ", "
                + (one.user().isEmpty() ? "" : SqlText.line(one.user()) + " ")
                + (one.database().isEmpty() ? "" : "in " + SqlText.line(one.database()) + " ")
                + "from " + TransactionJson.endpoint(one.client(), one.clientPort()) + ", "
                + Units.count(one.statements()) + " statements, idle " + Units.duration(one.idleNanos()) + " (longest "
                + Units.duration(one.longestIdleNanos()) + ")";
    }

    private void line(Transaction one) {
        out.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(" 14\" preserveAspectRatio=\"none\" height=\"14\" role=\"img\" aria-label=\"statements over"
                        + " time\"><rect class=\"track\" width=\"")
                .append(WIDTH)
                .append("\" y=\"5\" height=\"4\"/>");
        double scale = (double) WIDTH / Math.max(1, one.durationNanos());
        for (Transaction.Span span : one.activity()) {
            double width = Math.max(1.5, (span.toNanos() - span.fromNanos()) * scale);
            out.append("<rect class=\"bar\" height=\"14\" x=\"")
                    .append(Html.fixed(Math.min(span.fromNanos() * scale, WIDTH - width)))
                    .append("\" width=\"")
                    .append(Html.fixed(width))
                    .append("\"><title>")
                    .append(Units.count(span.commands()))
                    .append(span.commands() == 1 ? " command, " : " commands, ")
                    .append(Units.duration(span.toNanos() - span.fromNanos()))
                    .append("</title></rect>");
        }
        out.append("</svg>");
    }

    private static String three(LatencyDistribution of) {
        return Units.duration(of.quantile(0.5)) + ", " + Units.duration(of.quantile(0.99)) + ", "
                + Units.duration(of.max());
    }

    private void cell(String text, String kind) {
        out.append(kind.isEmpty() ? "<td>" : "<td class=\"" + kind + "\">")
                .append(Html.text(text))
                .append("</td>");
    }

    private void fact(String name, String value) {
        out.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Html.text(value))
                .append("</dd></div>");
    }
}
