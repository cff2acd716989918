package io.hydrophone.app;

import io.hydrophone.upkeep.deploy.DeployHost;
import io.hydrophone.upkeep.deploy.DeployProgress;
import io.hydrophone.upkeep.deploy.HostResult;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a deployment goes: a line for each machine that is finished, and below them, on a terminal, a table of those that are
 * under way.
 */
final class DeployScreen implements DeployProgress, AutoCloseable {
    private static final int MOST_ROWS = 20;
    private static final String TO_LINE_END = "\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int all;
    /** What each machine that is under way is at. */
    private final Map<DeployHost, String> running = new LinkedHashMap<>();

    private int finished;
    private int failed;
    private int shown;

    DeployScreen(PrintStream out, boolean terminal, int all) {
        this.out = out;
        this.terminal = terminal;
        this.all = all;
    }

    @Override
    public synchronized void at(DeployHost host, String step) {
        running.put(host, step);
        if (terminal) {
            draw("");
        }
    }

    @Override
    public synchronized void finished(HostResult result) {
        running.remove(result.host());
        finished++;
        failed += result.isFailed() ? 1 : 0;
        String line = "%d/%d  %s  %s  %s"
                .formatted(finished, all, result.host().name(), result.outcome().label(), result.detail());
        if (terminal) {
            draw(line + TO_LINE_END + "\n");
        } else {
            out.println(line);
        }
    }

    /** The table goes, what was printed above it stays. */
    @Override
    public synchronized void close() {
        if (terminal && shown > 0) {
            out.print("\u001b[" + shown + "A\u001b[J");
            out.flush();
            shown = 0;
        }
    }

    private void draw(String above) {
        StringBuilder text = new StringBuilder();
        if (shown > 0) {
            text.append("\u001b[").append(shown).append('A');
        }
        text.append(above);
        int rows = 1;
        text.append("%d of %d finished, %d failed, %d under way".formatted(finished, all, failed, running.size()))
                .append(TO_LINE_END)
                .append('\n');
        int width = Terminal.width();
        for (Map.Entry<DeployHost, String> entry : running.entrySet()) {
            if (rows > MOST_ROWS) {
                break;
            }
            String row = "  %-20s  %s".formatted(entry.getKey().name(), entry.getValue());
            text.append(row, 0, Math.min(row.length(), width - 1))
                    .append(TO_LINE_END)
                    .append('\n');
            rows++;
        }
        text.append("\u001b[J");
        out.print(text);
        out.flush();
        shown = rows;
    }
}
