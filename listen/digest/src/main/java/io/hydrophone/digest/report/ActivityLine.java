package io.hydrophone.digest.report;

import io.hydrophone.digest.summary.Transaction;

/** A transaction as a line of characters: where commands were under way and where it paused. */
final class ActivityLine {
    private static final char IDLE = '·';
    private static final char[] BUSY = {'▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'};

    private ActivityLine() {}

    /** Each character is the same time; how full it is tells for how much of that a command was under way. */
    static String of(Transaction transaction, int characters) {
        double width = (double) Math.max(1, transaction.durationNanos()) / characters;
        StringBuilder line = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            double busy = 0;
            for (Transaction.Span span : transaction.activity()) {
                double from = Math.max((double) span.fromNanos(), i * width);
                double to = Math.min((double) span.toNanos(), (i + 1) * width);
                boolean begins = span.fromNanos() >= i * width && span.fromNanos() < (i + 1) * width;
                busy += Math.max(to - from, begins ? width / 100 : 0);
            }
            int eighths = (int) Math.ceil(8 * busy / width);
            line.append(eighths == 0 ? IDLE : BUSY[Math.min(eighths, 8) - 1]);
        }
        return line.toString();
    }
}
