package io.hydrophone.bench.result;

import java.util.Locale;

/** A finding as a line of the table. */
final class Row {
    static final String HEAD = line("claim", "ours", "peer", "unit", "figure [95 % interval]", "bound", "n", "");

    private Row() {}

    static String of(Finding finding) {
        String interval = finding.figure().low() == finding.figure().high()
                ? number(finding.figure().median())
                : number(finding.figure().median()) + " ["
                        + number(finding.figure().low()) + ", "
                        + number(finding.figure().high()) + "]";
        return line(
                finding.claim(),
                number(finding.ours()),
                finding.hasPeer() ? number(finding.peer()) : "-",
                finding.unit(),
                interval,
                finding.bound() == null ? "-" : finding.bound().toString(),
                Integer.toString(finding.samples()),
                finding.verdict());
    }

    private static String line(
            String claim,
            String ours,
            String peer,
            String unit,
            String figure,
            String bound,
            String n,
            String verdict) {
        return String.format(
                        Locale.ROOT,
                        "%-46s %10s %10s %-8s %-24s %8s %4s %s",
                        claim,
                        ours,
                        peer,
                        unit,
                        figure,
                        bound,
                        n,
                        verdict)
                .stripTrailing();
    }

    /** Three digits of a small number, none after the point of a large one. */
    static String number(double value) {
        double size = Math.abs(value);
        String format =
                size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
