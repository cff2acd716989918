package io.hydrophone.probe.top;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Units;
import io.hydrophone.probe.RunningStatement;
import java.util.ArrayList;
import java.util.List;

/** The statements of the last seconds, and below them those that run now. */
final class ListScreen {
    private static final int STATEMENT = 53;
    private static final long SLOW = 1_000_000_000;

    private ListScreen() {}

    static List<Line> draw(Picture picture, View view, int width, int height) {
        List<Line> lines = new ArrayList<>();
        Head.draw(picture, view, width, lines);
        List<RunningStatement> running = picture.observation().running();
        int runningRows = Math.min(running.size(), Math.max(1, (height - lines.size()) / 4));
        int rows = Math.max(1, height - lines.size() - runningRows - 5);
        lines.add(new Line());
        statements(picture, view, rows, width, lines);
        lines.add(new Line());
        running(picture, running.subList(0, Math.max(0, runningRows)), lines, width);
        while (lines.size() < height - 1) {
            lines.add(new Line());
        }
        lines.add(keys(view));
        return lines.size() > height ? lines.subList(0, height) : lines;
    }

    private static void statements(Picture picture, View view, int rows, int width, List<Line> lines) {
        List<StatementClass> ranked = view.rank(picture.statements());
        Line headings = new Line();
        for (SortBy column : SortBy.values()) {
            boolean sorted = column == view.sort;
            headings.right((sorted ? "▼" : "") + column.heading, column.right, sorted ? Style.HEADING : Style.FAINT);
        }
        String over =
                ranked.size() + (ranked.size() == 1 ? " STATEMENT" : " STATEMENTS") + " IN " + picture.span() + " S";
        lines.add(headings.to(STATEMENT).add(over, Style.FAINT));
        // The window of rows follows the chosen one.
        int first = Math.clamp(view.selectedIndex() - rows + 1, 0, Math.max(0, ranked.size() - rows));
        for (int i = first; i < first + rows; i++) {
            lines.add(i < ranked.size() ? row(picture, view, ranked.get(i)) : new Line());
        }
        if (picture.silence() != null && rows > 6) {
            int line = lines.size() - rows + 1;
            for (String text : Line.wrap(picture.silence().text().replace('\n', ' '), Math.max(20, width - 8))) {
                if (line < lines.size()) {
                    lines.set(line++, Line.of("    " + text, Style.WARN));
                }
            }
        }
    }

    private static Line row(Picture picture, View view, StatementClass statement) {
        long errors = statement.figures().tally().errors();
        Line line = new Line();
        for (SortBy column : SortBy.values()) {
            boolean bad = column == SortBy.ERRORS && errors > 0;
            line.right(
                    cell(picture, statement, column),
                    column.right,
                    bad ? Style.BAD : column == view.sort ? Style.STRONG : Style.PLAIN);
        }
        line.to(STATEMENT).add(SqlText.line(statement.figures().fingerprint()));
        return view.selected != null && view.selected == statement.digest() ? line.selected() : line;
    }

    private static String cell(Picture picture, StatementClass statement, SortBy column) {
        LatencyDistribution total = statement.figures().total();
        long all = picture.load().total().sum();
        return switch (column) {
            case COUNT -> rate(statement.figures().tally().count(), picture.span());
            case TIME -> all == 0 ? "–" : Units.percent((double) statement.totalNanos() / all);
            case P50 -> Units.duration(total.quantile(0.50));
            case P95 -> Units.duration(total.quantile(0.95));
            case P99 -> Units.duration(total.quantile(0.99));
            case ERRORS -> rate(Math.max(0, statement.figures().tally().errors()), picture.span());
            case ROWS -> rate(SortBy.rows(statement), picture.span());
        };
    }

    private static void running(Picture picture, List<RunningStatement> running, List<Line> lines, int width) {
        long count = picture.observation().runningCount();
        int statement = width < 110 ? 34 : 69;
        Line headings = new Line().right("AGE", 8, Style.FAINT).to(10).add("RUNNING NOW: " + count, Style.HEADING);
        if (width >= 110) {
            headings.to(34).add("USER", Style.FAINT).to(48).add("DB", Style.FAINT);
        }
        lines.add(headings.to(statement).add("STATEMENT", Style.FAINT));
        for (RunningStatement one : running) {
            Line line = new Line()
                    .right(
                            Units.duration(one.ageNanos()),
                            8,
                            one.ageNanos() >= 10 * SLOW
                                    ? Style.BAD
                                    : one.ageNanos() >= SLOW ? Style.WARN : Style.PLAIN);
            line.to(10).add(Line.cut(one.key().client() + ":" + one.clientPort(), 23));
            if (width >= 110) {
                line.to(34).add(Line.cut(known(one.key().user()), 13));
                line.to(48).add(Line.cut(known(one.key().database()), 20));
            }
            lines.add(line.to(statement).add(SqlText.line(one.masked())));
        }
    }

    private static Line keys(View view) {
        if (view.filtering) {
            return Line.of("filter: ", Style.HEADING)
                    .add(view.filter)
                    .add("█")
                    .add("   Enter keeps it, Esc drops it", Style.FAINT);
        }
        Line line = new Line();
        if (!view.filter.isEmpty()) {
            line.add("filter: ", Style.HEADING).add(view.filter + "   ");
        }
        return line.add(
                "? help  ↑↓ select  Enter detail  ←→ sort  w window " + view.seconds()
                        + " s  / filter  p pause  q quit",
                Style.FAINT);
    }

    /** Per second: with a digit after the point where that is all there is. */
    static String rate(long count, int seconds) {
        double rate = (double) count / seconds;
        return count == 0 ? "0" : rate < 9.95 ? Units.threeDigits(rate) : Units.count(Math.round(rate));
    }

    private static String known(String name) {
        return name.isEmpty() ? "–" : SqlText.line(name);
    }
}
