package io.hydrophone.app;

import io.hydrophone.digest.report.Units;
import io.hydrophone.traffic.replay.Replay;
import io.hydrophone.traffic.replay.ReplayFigures;
import java.io.PrintStream;

/** How far a replay is: on a terminal one line that is written over, elsewhere a line every ten seconds. */
final class ReplayProgress implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 1_000;
    private static final long LINE_MILLIS = 10_000;

    private final Replay replay;
    private final long lastNanos;
    private final boolean terminal;
    private final PrintStream out;
    private final Thread thread;
    private long commands;
    private long at = System.nanoTime();
    private final long began = at;

    private ReplayProgress(Replay replay, long lastNanos, boolean terminal, PrintStream out) {
        this.replay = replay;
        this.lastNanos = lastNanos;
        this.terminal = terminal;
        this.out = out;
        thread = Thread.ofPlatform().daemon().name("replay-progress").unstarted(this::show);
    }

    /**
     * Begins to show it.
     *
     * @param lastNanos the latest time of the recording; −1 unknown
     */
    static ReplayProgress of(Replay replay, long lastNanos, boolean terminal, PrintStream out) {
        ReplayProgress progress = new ReplayProgress(replay, lastNanos, terminal, out);
        progress.thread.start();
        return progress;
    }

    private void show() {
        try {
            while (true) {
                Thread.sleep(terminal ? TERMINAL_MILLIS : LINE_MILLIS);
                String line = line(replay.figures());
                if (terminal) {
                    out.print("\r" + line + "\u001b[K");
                } else {
                    out.println(line);
                }
                out.flush();
            }
        } catch (InterruptedException e) {
            if (terminal) {
                out.print("\r\u001b[K");
                out.flush();
            }
        }
    }

    private String line(ReplayFigures now) {
        long time = System.nanoTime();
        long rate = Math.round((now.commands() - commands) * 1e9 / Math.max(1, time - at));
        commands = now.commands();
        at = time;
        StringBuilder line = new StringBuilder();
        if (now.isPaused()) {
            line.append("paused  ");
        }
        line.append(Units.count(rate)).append(" commands/s  ");
        done(line, now, time - began);
        if (now.lagP99Nanos() >= 0) {
            line.append("  behind ").append(Units.duration(now.worstLagNanos()));
            line.append(" (p99 ").append(Units.duration(now.lagP99Nanos())).append(')');
        }
        line.append("  ").append(Units.count(now.errors())).append(" errors");
        if (now.skipped() > 0) {
            line.append("  ").append(Units.count(now.skipped())).append(" skipped");
        }
        line.append("  ").append(Units.count(now.openSessions())).append(" sessions");
        return line.toString();
    }

    private void done(StringBuilder line, ReplayFigures now, long elapsed) {
        if (now.firstNanos() < 0) {
            line.append("nothing read yet");
            return;
        }
        long done = now.doneNanos() - now.firstNanos();
        long all = lastNanos - now.firstNanos();
        if (lastNanos < 0 || all <= 0) {
            line.append(Units.duration(done)).append(" of the recording");
            return;
        }
        double share = Math.clamp((double) done / all, 0, 1);
        line.append(Units.duration(done)).append(" of ").append(Units.duration(all));
        line.append(" (").append(Units.percent(share)).append(')');
        if (share > 0.01) {
            line.append("  ")
                    .append(Units.duration((long) (elapsed * (1 - share) / share)))
                    .append(" left");
        }
    }

    /** Takes the line away. */
    void end() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
