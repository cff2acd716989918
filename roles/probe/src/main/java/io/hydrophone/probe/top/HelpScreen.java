package io.hydrophone.probe.top;

import java.util.ArrayList;
import java.util.List;

/** What the keys do, and what the figures mean. */
final class HelpScreen {
    private static final String[][] KEYS = {
        {"↑ ↓  PgUp PgDn", "select a statement (also k and j)"},
        {"Enter", "look at the selected statement; Esc goes back"},
        {"← →", "sort by another column"},
        {"c t 5 6 9 e r", "sort by count, time, p50, p95, p99, errors, rows"},
        {"w", "show the last 1, 10 or 60 seconds"},
        {"/", "only statements, users or databases with a text"},
        {"p or space", "pause; figures go on being counted"},
        {"q or Ctrl-C", "quit"},
        {"", ""},
        {"COUNT/S", "statements a second that ended"},
        {"TIME", "their share of the time that all statements took"},
        {"P50 P95 P99", "from the request's last byte to the answer's last packet"},
        {"ERR/S", "answered with an error"},
        {"ROWS/S", "rows sent and rows changed"},
        {"RUNNING NOW", "asked and not answered yet, oldest first"},
        {"encrypted", "sessions with TLS: counted, but not to be understood"},
    };

    private HelpScreen() {}

    static List<Line> draw(int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("hydrophone top", Style.HEADING));
        lines.add(new Line());
        for (String[] key : KEYS) {
            lines.add(Line.of("  " + key[0], Style.STRONG).to(20).add(key[1]));
        }
        while (lines.size() < height - 1) {
            lines.add(new Line());
        }
        List<Line> fitting = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
        fitting.add(Line.of("any key goes back", Style.FAINT));
        return fitting;
    }
}
