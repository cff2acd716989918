package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.summary.ClientSummary;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Tally;
import java.util.ArrayList;
import java.util.List;

/** The report for a terminal: head, ranked table, then each statement of the table in detail. */
public final class TextReport {
    private static final int NARROWEST = 60;
    private static final int SPARKLINE = 12;

    private final Report report;
    private final int width;
    private final Styles styles;
    private final Sparkline sparkline;
    private final StringBuilder out = new StringBuilder(16 << 10);

    /**
     * @param width of a line in characters; the statement's column takes what the others leave
     * @param colours whether the output is a terminal that shows them
     */
    public TextReport(Report report, int width, boolean colours) {
        this.report = report;
        this.width = Math.max(width, NARROWEST);
        this.styles = new Styles(colours);
        this.sparkline = new Sparkline(report.total().total(), SPARKLINE);
    }

    public String render() {
        new TextHead(report, styles, out).render();
        if (!report.classes().isEmpty()) {
            table();
            slowClients();
            if (report.hasTransactions()) {
                new TextTransactions(report, width, styles, out).render();
            }
        }
        new TextEncrypted(report, styles, out).render();
        if (!report.classes().isEmpty()) {
            TextDetail detail = new TextDetail(report, width, styles, sparkline, out);
            int rank = 0;
            for (StatementClass statement : report.shown()) {
                detail.render(++rank, statement);
            }
        }
        return out.toString();
    }

    private void table() {
        boolean durations = report.total().total().count() > 0;
        TextColumns columns = new TextColumns("rrrrrrrrrrrl");
        columns.row("#", "share", "count", "p50", "p95", "p99", "max", "rows", "errors", "no index", "slow", "latency");
        List<StatementClass> shown = report.shown();
        for (int i = 0; i < shown.size(); i++) {
            StatementClass statement = shown.get(i);
            LatencyDistribution total = statement.figures().total();
            Tally tally = statement.figures().tally();
            columns.row(
                    Integer.toString(i + 1),
                    Units.percent(report.share(statement)),
                    Units.count(tally.count()),
                    durations ? Units.duration(total.quantile(0.5)) : "",
                    durations ? Units.duration(total.quantile(0.95)) : "",
                    durations ? Units.duration(total.quantile(0.99)) : "",
                    durations ? Units.duration(total.max()) : "",
                    rows(tally),
                    positive(tally.errors()),
                    positive(Math.max(tally.noIndex(), tally.noGoodIndex())),
                    positive(report.summary().counts().slowNanos() >= 0 ? tally.slow() : tally.serverSlow()),
                    durations ? sparkline.of(total) : "");
        }
        List<String> lines = columns.lines();
        int room = Math.max(width - lines.get(0).length() - 2, 24);
        out.append(styles.strong(lines.get(0) + "  statement")).append('\n');
        for (int i = 0; i < shown.size(); i++) {
            String fingerprint = SqlText.line(shown.get(i).figures().fingerprint());
            out.append(lines.get(i + 1))
                    .append("  ")
                    .append(styles.accent(SqlText.cut(fingerprint, room)))
                    .append('\n');
        }
        rest(shown.size());
        out.append('\n');
    }

    private void rest(int shown) {
        if (shown < report.classes().size()) {
            out.append(styles.faint("   … and " + (report.classes().size() - shown) + " more statements (--top "
                            + report.classes().size() + " shows all)"))
                    .append('\n');
        }
    }

    /** Under {@code --slow}: who has sent the slow ones. */
    private void slowClients() {
        List<ClientSummary> slow = new ArrayList<>();
        for (ClientSummary client : report.summary().clients()) {
            if (client.slow() > 0) {
                slow.add(client);
            }
        }
        if (slow.isEmpty()) {
            return;
        }
        slow.sort((a, b) -> Long.compare(b.slow(), a.slow()));
        TextColumns columns = new TextColumns("lrrr");
        columns.row("slow by client", "slow", "queries", "slowest");
        for (ClientSummary client : slow.subList(0, Math.min(10, slow.size()))) {
            columns.row(
                    SqlText.line(client.client()),
                    Units.count(client.slow()),
                    Units.count(client.count()),
                    Units.duration(client.slowest().get(0).totalNanos()));
        }
        List<String> lines = columns.lines();
        out.append(styles.strong(lines.get(0))).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            out.append(line).append('\n');
        }
        out.append('\n');
    }

    /** Sent, else affected: a statement has one or the other. */
    private static String rows(Tally tally) {
        long rows = Math.max(tally.rowsSent(), 0) + Math.max(tally.rowsAffected(), 0);
        return tally.rowsSent() < 0 && tally.rowsAffected() < 0 ? "" : Units.count(rows);
    }

    private static String positive(long value) {
        return value > 0 ? Units.count(value) : "";
    }

    /** Commands by kind, most frequent first: {@code COM_QUERY 12, COM_QUIT 1}. */
    static String commands(List<CommandCount> commands) {
        List<CommandCount> sorted = new ArrayList<>(commands);
        sorted.sort((a, b) -> Long.compare(b.count(), a.count()));
        StringBuilder text = new StringBuilder();
        for (CommandCount command : sorted) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(command.command().name())
                    .append(' ')
                    .append(Units.count(command.count()));
            if (command.errors() > 0) {
                text.append(" (").append(Units.count(command.errors())).append(" failed)");
            }
        }
        return text.toString();
    }
}
