package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.digest.summary.TransactionGroup;
import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.Transactions;
import java.util.List;

/** The report's section on transactions: what they are, which sequences of statements, which single ones to look at. */
final class TextTransactions {
    private static final int LISTED = 5;
    private static final int LINE = 40;

    private final Report report;
    private final int width;
    private final Styles styles;
    private final StringBuilder out;

    TextTransactions(Report report, int width, Styles styles, StringBuilder out) {
        this.report = report;
        this.width = width;
        this.styles = styles;
        this.out = out;
    }

    void render() {
        Transactions transactions = report.summary().transactions();
        head(transactions);
        if (transactions.totals().count() > 0) {
            shapes(TransactionRanking.shapes(transactions));
            groups(TransactionRanking.groups(transactions));
            list("slowest", transactions.slowest());
            list("longest idle", transactions.idle());
            list("open at the end", transactions.open());
        }
    }

    private void head(Transactions transactions) {
        TransactionFigures totals = transactions.totals();
        out.append(styles.strong("Transactions")).append('\n');
        String ends = totals.count() == 0 ? "" : ": " + TransactionRanking.ends(totals);
        line("in all", Units.count(totals.count()) + ends);
        line("outside", Units.count(transactions.outside()) + " statements, each by itself");
        if (totals.duration().count() > 0) {
            line("duration", quantiles(totals.duration()));
            line(
                    "idle",
                    Units.percent(totals.idleShare()) + " of their time; " + quantiles(totals.idle()) + " in each");
            line(
                    "statements",
                    "p50 " + totals.statements().quantile(0.5) + "  p99 "
                            + totals.statements().quantile(0.99) + "  max "
                            + totals.statements().max() + " in each");
        }
        String slow = Units.duration(report.transactionOptions().slowNanos());
        String idle = Units.duration(report.transactionOptions().idleNanos());
        if (totals.slow() + totals.idled() > 0) {
            line(
                    "slow",
                    styles.bad(Units.count(totals.slow()) + " lasted " + slow + " or longer, "
                            + Units.count(totals.idled()) + " paused for " + idle + " or longer"));
        }
        if (totals.incomplete() > 0) {
            line("incomplete", styles.bad(Units.count(totals.incomplete()) + " were not heard whole"));
        }
        out.append('\n');
    }

    private void shapes(List<TransactionShape> shapes) {
        TextColumns columns = new TextColumns("rrrrrrrrr");
        columns.row("#", "share", "count", "p50", "p99", "max", "idle", "stmts", "not committed");
        long all =
                Math.max(1, report.summary().transactions().totals().duration().sum());
        List<TransactionShape> shown = shapes.subList(0, Math.min(report.top(), shapes.size()));
        for (int i = 0; i < shown.size(); i++) {
            TransactionFigures figures = shown.get(i).figures();
            LatencyDistribution duration = figures.duration();
            boolean known = duration.count() > 0;
            columns.row(
                    Integer.toString(i + 1),
                    Units.percent((double) duration.sum() / all),
                    Units.count(figures.count()),
                    known ? Units.duration(duration.quantile(0.5)) : "",
                    known ? Units.duration(duration.quantile(0.99)) : "",
                    known ? Units.duration(duration.max()) : "",
                    known ? Units.percent(figures.idleShare()) : "",
                    known ? Long.toString(figures.statements().quantile(0.5)) : "",
                    notCommitted(figures));
        }
        table(
                columns,
                "statements, in their order",
                shown.stream()
                        .map(shape -> shape.hash() == TransactionShape.OTHER
                                ? "(others)"
                                : TransactionRanking.text(shape.steps(), shape.longer()))
                        .toList());
    }

    private void groups(List<TransactionGroup> groups) {
        TextColumns columns = new TextColumns("rrrrrr");
        columns.row("count", "p50", "p99", "max", "idle", "not committed");
        List<TransactionGroup> shown = groups.subList(0, Math.min(LISTED, groups.size()));
        for (TransactionGroup group : shown) {
            LatencyDistribution duration = group.figures().duration();
            boolean known = duration.count() > 0;
            columns.row(
                    Units.count(group.figures().count()),
                    known ? Units.duration(duration.quantile(0.5)) : "",
                    known ? Units.duration(duration.quantile(0.99)) : "",
                    known ? Units.duration(duration.max()) : "",
                    known ? Units.percent(group.figures().idleShare()) : "",
                    notCommitted(group.figures()));
        }
        table(
                columns,
                "by user, database and server",
                shown.stream()
                        .map(group -> who(group.user(), group.database()) + " " + SqlText.line(group.instance()))
                        .toList());
    }

    private void table(TextColumns columns, String title, List<String> texts) {
        List<String> lines = columns.lines();
        int room = Math.max(width - lines.getFirst().length() - 2, 24);
        out.append(styles.strong(lines.getFirst() + "  " + title)).append('\n');
        for (int i = 0; i < texts.size(); i++) {
            out.append(lines.get(i + 1))
                    .append("  ")
                    .append(styles.accent(SqlText.cut(texts.get(i), room)))
                    .append('\n');
        }
        out.append('\n');
    }

    private void list(String title, List<Transaction> transactions) {
        if (transactions.isEmpty()) {
            return;
        }
        out.append(styles.strong(title)).append('\n');
        for (Transaction one : transactions.subList(0, Math.min(LISTED, transactions.size()))) {
            String how = TransactionRanking.name(one.end()) + (one.incomplete() ? ", not heard whole" : "");
            out.append(pad(Units.duration(one.durationNanos()), 8))
                    .append("  ")
                    .append(ActivityLine.of(one, LINE))
                    .append("  ")
                    .append(how)
                    .append('\n');
            out.append(" ".repeat(10))
                    .append(Clock.time(one.startNanos()))
                    .append("  ")
                    .append(SqlText.line(who(one.user(), one.database())))
                    .append(" from ")
                    .append(SqlText.line(TransactionJson.endpoint(one.client(), one.clientPort())))
                    .append(", ")
                    .append(Units.count(one.statements()))
                    .append(one.statements() == 1 ? " statement, idle " : " statements, idle ")
                    .append(Units.duration(one.idleNanos()))
                    .append(" (longest ")
                    .append(Units.duration(one.longestIdleNanos()))
                    .append(")")
                    .append(one.errors() > 0 ? styles.bad(", " + Units.count(one.errors()) + " failed") : "")
                    .append('\n');
            out.append(" ".repeat(10))
                    .append(styles.accent(
                            SqlText.cut(TransactionRanking.text(one.steps(), one.longer()), Math.max(width - 10, 40))))
                    .append('\n');
        }
        out.append('\n');
    }

    private static String who(String user, String database) {
        String name = user.isEmpty() ? "(unknown)" : user;
        return SqlText.line(database.isEmpty() ? name : name + "@" + database);
    }

    private static String notCommitted(TransactionFigures figures) {
        long others =
                figures.count() - figures.count(TransactionEnd.COMMIT) - figures.count(TransactionEnd.IMPLICIT_COMMIT);
        return others == 0 ? "" : Units.count(others);
    }

    private static String quantiles(LatencyDistribution of) {
        return "p50 " + Units.duration(of.quantile(0.5)) + "  p95 " + Units.duration(of.quantile(0.95)) + "  p99 "
                + Units.duration(of.quantile(0.99)) + "  max " + Units.duration(of.max());
    }

    private static String pad(String text, int size) {
        return " ".repeat(Math.max(0, size - text.length())) + text;
    }

    private void line(String name, String text) {
        out.append("  ").append(styles.faint(name + " ".repeat(Math.max(1, 12 - name.length()))));
        out.append(text).append('\n');
    }
}
