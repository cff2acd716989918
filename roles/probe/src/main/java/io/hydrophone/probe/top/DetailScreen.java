package io.hydrophone.probe.top;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Units;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.sql.Fingerprinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One statement: its text, its figures now and since the start, the shape of its latency, who sent it. */
final class DetailScreen {
    private static final int LABEL = 13;
    private static final int TEXT_LINES = 6;

    private DetailScreen() {}

    static List<Line> draw(Picture picture, View view, int width, int height) {
        List<Line> lines = new ArrayList<>();
        Head.draw(picture, view, width, lines);
        lines.add(new Line());
        StatementClass statement = picture.detail();
        if (statement == null) {
            lines.add(Line.of("  this statement is no longer kept: others were used more", Style.WARN));
        } else {
            statement(picture, statement, width, height, lines);
        }
        while (lines.size() < height - 1) {
            lines.add(new Line());
        }
        List<Line> fitting = new ArrayList<>(lines.subList(0, Math.max(0, Math.min(lines.size(), height - 1))));
        fitting.add(Line.of("Esc back  p pause  q quit", Style.FAINT));
        return fitting;
    }

    private static void statement(Picture picture, StatementClass statement, int width, int height, List<Line> lines) {
        text(lines, "statement", SqlText.line(statement.figures().fingerprint()), width);
        label(lines, "digest").add(Fingerprinter.id(statement.digest()));
        Sample sample = statement.figures().sample();
        if (sample != null) {
            text(lines, "slowest", SqlText.line(SqlText.of(sample, true)), width);
            label(lines, "")
                    .add(
                            (sample.totalNanos() < 0 ? "" : "took " + Units.duration(sample.totalNanos()) + ", ")
                                    + "from " + sample.client() + "; literals are masked",
                            Style.FAINT);
        }
        lines.add(new Line());
        StatementClass now = picture.statement(statement.digest());
        label(lines, "last " + picture.span() + " s")
                .add(
                        now == null
                                ? "nothing"
                                : figures(
                                        now,
                                        ListScreen.rate(now.figures().tally().count(), picture.span()) + "/s"));
        label(lines, "since start")
                .add(figures(statement, Units.count(statement.figures().tally().count()) + " queries"));
        more(lines, statement.figures().tally());
        lines.add(new Line());
        names(lines, statement);
        lines.add(new Line());
        histogram(statement.figures().total(), width, height - lines.size() - 2, lines);
    }

    private static String figures(StatementClass statement, String count) {
        LatencyDistribution total = statement.figures().total();
        return count
                + "  p50 " + Units.duration(total.quantile(0.5))
                + "  p95 " + Units.duration(total.quantile(0.95))
                + "  p99 " + Units.duration(total.quantile(0.99))
                + "  max " + Units.duration(total.max());
    }

    private static void more(List<Line> lines, Tally tally) {
        Line line = label(lines, "")
                .add("rows sent " + Units.count(tally.rowsSent())
                        + "  affected " + Units.count(tally.rowsAffected())
                        + "  bytes out " + Units.bytes(tally.bytesOut()));
        if (tally.noIndex() > 0) {
            line.add("  without index " + Units.count(tally.noIndex()), Style.WARN);
        }
        if (tally.lost() + tally.aborted() > 0) {
            line.add("  lost " + Units.count(tally.lost()) + ", aborted " + Units.count(tally.aborted()), Style.WARN);
        }
    }

    private static void names(List<Line> lines, StatementClass statement) {
        label(lines, "users").add(shares(statement.users()));
        label(lines, "databases").add(shares(statement.databases()));
        label(lines, "clients").add(shares(statement.figures().clients()));
        label(lines, "servers").add(shares(statement.instances()));
        long errors = statement.figures().tally().errors();
        if (errors > 0) {
            label(lines, "errors")
                    .add(Units.count(errors), Style.BAD)
                    .add("  by number: " + shares(statement.figures().errorCodes()));
        }
    }

    private static String shares(Ranking<?> ranking) {
        String listed = ranking.shares().stream().map(DetailScreen::share).collect(Collectors.joining("  "));
        return ranking.others() == 0 ? listed : listed + "  others ×" + Units.count(ranking.others());
    }

    private static String share(Share<?> share) {
        String value = SqlText.line(String.valueOf(share.value()));
        return (value.isEmpty() ? "–" : value) + " ×" + Units.count(share.count());
    }

    private static void histogram(LatencyDistribution total, int width, int height, List<Line> lines) {
        Map<Integer, Long> octaves = Bars.octaves(total);
        long most = octaves.values().stream().mapToLong(Long::longValue).max().orElse(1);
        // From the slow end: where there is no room for all, the fast ones are left out.
        List<Map.Entry<Integer, Long>> rows = new ArrayList<>(octaves.entrySet());
        rows = rows.subList(Math.max(0, rows.size() - Math.max(0, height)), rows.size());
        for (Map.Entry<Integer, Long> row : rows) {
            long count = row.getValue();
            lines.add(new Line()
                    .right("≤ " + Units.duration(1L << Math.min(62, row.getKey() + 1)), LABEL, Style.FAINT)
                    .to(LABEL + 1)
                    .add(Bars.across((double) count / most, Math.max(10, width - LABEL - 16)), Style.ACCENT)
                    .add(count == 0 ? "" : " " + Units.count(count)));
        }
    }

    private static Line label(List<Line> lines, String label) {
        Line line = new Line().right(label, LABEL - 1, Style.FAINT).to(LABEL + 1);
        lines.add(line);
        return line;
    }

    private static void text(List<Line> lines, String label, String text, int width) {
        List<String> wrapped = Line.wrap(text, Math.max(20, width - LABEL - 2));
        for (int i = 0; i < Math.min(TEXT_LINES, wrapped.size()); i++) {
            boolean cut = i == TEXT_LINES - 1 && wrapped.size() > TEXT_LINES;
            label(lines, i == 0 ? label : "").add(wrapped.get(i) + (cut ? " …" : ""), Style.STRONG);
        }
    }
}
