package io.hydrophone.app;

import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Units;
import io.hydrophone.probe.Observation;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.Pulse;
import io.hydrophone.probe.RunningStatement;
import io.hydrophone.wire.SampleRatio;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What runs, for where there is no screen: a line a second, and every ten the statements that took the most time. */
final class LiveLines {
    private static final int TABLE_SECONDS = 10;
    private static final int TABLE_ROWS = 5;
    private static final int STATEMENT_WIDTH = 90;

    private final Probe probe;
    private final PrintStream out;

    LiveLines(Probe probe, PrintStream out) {
        this.probe = probe;
        this.out = out;
    }

    /** Until the probe ends. */
    void run() throws InterruptedException, TimeoutException {
        for (int second = 1; !probe.awaitEnd(1, TimeUnit.SECONDS); second++) {
            pulse();
            if (second % TABLE_SECONDS == 0) {
                table();
            }
            out.flush();
        }
    }

    private void pulse() throws InterruptedException, TimeoutException {
        Pulse pulse = probe.pulse(1);
        Observation now = probe.observe();
        StringBuilder line = new StringBuilder();
        line.append(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
        if (line.length() == 5) {
            line.append(":00");
        }
        line.append("  ").append(pulse.queries()).append(" queries/s  ");
        line.append(pulse.errors()).append(" errors/s");
        if (pulse.total().count() > 0) {
            line.append("  p50 ").append(Units.duration(pulse.total().quantile(0.50)));
            line.append("  p95 ").append(Units.duration(pulse.total().quantile(0.95)));
            line.append("  p99 ").append(Units.duration(pulse.total().quantile(0.99)));
        }
        line.append("  ").append(now.wire().openSessions()).append(" sessions");
        SampleRatio sample = probe.sampling().ratio();
        if (!sample.isAll()) {
            line.append("  ").append(sample).append(" of sessions heard");
        }
        coverage(line);
        running(line, now.running());
        out.println(line);
    }

    private void coverage(StringBuilder line) {
        if (probe.server() != null && probe.server().view().lastMinute().isKnown()) {
            line.append("  heard ").append(probe.server().view().lastMinute().percent());
        }
    }

    private static void running(StringBuilder line, List<RunningStatement> running) {
        if (running.isEmpty()) {
            return;
        }
        RunningStatement oldest = running.getFirst();
        line.append("  ").append(running.size()).append(" running, since ");
        line.append(Units.duration(oldest.ageNanos())).append(": ").append(cut(oldest.masked()));
    }

    private void table() {
        List<StatementClass> classes = StatementClasses.of(probe.last(TABLE_SECONDS)).stream()
                .sorted(Order.TIME)
                .toList();
        out.println("          in the last " + TABLE_SECONDS + " s, by time:");
        for (StatementClass statement : classes.subList(0, Math.min(TABLE_ROWS, classes.size()))) {
            long count = statement.figures().tally().count();
            out.println("          " + pad(Units.count(count), 7) + " × p95 "
                    + pad(Units.duration(statement.figures().total().quantile(0.95)), 7) + "  "
                    + cut(statement.figures().fingerprint()));
        }
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String cut(String statement) {
        String line = statement.replaceAll("\\s+", " ");
        return line.length() <= STATEMENT_WIDTH ? line : line.substring(0, STATEMENT_WIDTH - 1) + "…";
    }
}
