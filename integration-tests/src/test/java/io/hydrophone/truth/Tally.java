package io.hydrophone.truth;

import java.util.Locale;

/** What was compared of one case on one server: a line of the table. */
final class Tally {
    private final String server;
    private final Case played;
    private int connections;
    private int told;
    private long compared;
    private long midstream;
    private final long[] all = new long[LossTrial.RATES.length];
    private final long[] answered = new long[LossTrial.RATES.length];
    private final long started = System.nanoTime();
    private long nanos;
    private String failure = "";

    Tally(String server, Case played) {
        this.server = server;
        this.played = played;
    }

    /** A connection that was heard as the server tells it. */
    void connection(int commands) {
        connections++;
        told += commands;
    }

    void compared(int commands) {
        compared += commands;
    }

    /** @param rate an index of {@link LossTrial#RATES} */
    void lossy(int rate, int commands, int withAnswer) {
        all[rate] += commands;
        answered[rate] += withAnswer;
    }

    void midstream(int commands) {
        midstream += commands;
    }

    void ended() {
        nanos = System.nanoTime() - started;
    }

    void failed(Throwable why) {
        failure = "  "
                + String.valueOf(why.getMessage()).strip().lines().findFirst().orElse("");
    }

    static String header() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %-20s %-26s %6s %5s %6s %9s %8s",
                "server",
                "client",
                "case",
                "time",
                "conn.",
                "told",
                "mutated",
                "midway"));
        for (double rate : LossTrial.RATES) {
            line.append(String.format(Locale.ROOT, " %8s", "-" + 100 * rate + "%"));
        }
        return line.toString();
    }

    String line() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %-20s %-26s %5.1fs %5d %6d %9d %8d",
                server,
                played.client(),
                played.name(),
                nanos / 1e9,
                connections,
                told,
                compared,
                midstream));
        for (int i = 0; i < all.length; i++) {
            line.append(
                    all[i] == 0
                            ? String.format(Locale.ROOT, " %8s", "-")
                            : String.format(Locale.ROOT, " %7.2f%%", 100.0 * answered[i] / all[i]));
        }
        return line + failure;
    }
}
