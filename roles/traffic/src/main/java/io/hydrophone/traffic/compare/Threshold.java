package io.hydrophone.traffic.compare;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.report.Units;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One condition of {@link FailOn}.
 *
 * @param inclusive whether the bound itself is too much
 * @param bound a count, or a percentage
 */
record Threshold(String text, Measure measure, boolean inclusive, double bound, boolean percent) {
    /** Reads what stands from {@code begin} to {@code end}. */
    static Threshold parse(String expression, int begin, int end) {
        int at = skip(expression, begin, end);
        int name = at;
        while (at < end && (Character.isLetterOrDigit(expression.charAt(at)) || expression.charAt(at) == '-')) {
            at++;
        }
        String word = expression.substring(name, at);
        Measure measure = Measure.of(word);
        if (measure == null) {
            String what = word.isEmpty() ? "a name is missing" : "'" + word + "' is nothing to fail on";
            throw bad(expression, name, what, "one of " + words());
        }
        at = skip(expression, at, end);
        int operator = at;
        if (at == end || expression.charAt(at) != '>') {
            throw bad(expression, operator, "'>' is missing", "for example " + word + ">0");
        }
        at++;
        boolean inclusive = at < end && expression.charAt(at) == '=';
        at = skip(expression, inclusive ? at + 1 : at, end);
        int number = at;
        while (at < end && (Character.isDigit(expression.charAt(at)) || expression.charAt(at) == '.')) {
            at++;
        }
        boolean percent = at < end && expression.charAt(at) == '%';
        double bound = number(expression, number, at, percent);
        at = skip(expression, percent ? at + 1 : at, end);
        if (at < end) {
            throw bad(expression, at, "'" + expression.substring(at, end) + "' does not belong here", "");
        }
        if (measure.isQuantile() && !percent) {
            throw bad(expression, number, word + " grows by a percentage", "for example " + word + ">5%");
        }
        return new Threshold(expression.substring(begin, end).strip(), measure, inclusive, bound, percent);
    }

    private static double number(String expression, int from, int to, boolean percent) {
        String digits = expression.substring(from, to);
        if (!digits.matches(percent ? "[0-9]{1,9}(\\.[0-9]{1,9})?" : "[0-9]{1,15}")) {
            String what = digits.isEmpty() ? "a number is missing" : "'" + digits + "' is no count";
            throw bad(expression, from, what, "give a count, or a percentage like 0.5%");
        }
        return Double.parseDouble(digits);
    }

    private static int skip(String expression, int from, int end) {
        int at = from;
        while (at < end && expression.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static String words() {
        return Arrays.stream(Measure.values()).map(Measure::word).collect(Collectors.joining(", "));
    }

    private static ProblemException bad(String expression, int at, String what, String action) {
        return new ProblemException("bad-fail-on", what, "--fail-on '" + expression + "', column " + (at + 1), action);
    }

    /** In which way it is exceeded, in words; null when it is not. */
    String crossed(ComparisonReport report) {
        Totals totals = report.totals();
        if (totals.compared() == 0) {
            return "nothing was compared";
        }
        return switch (measure) {
            case SLOWER ->
                percent
                        ? slower(totals)
                        : counted(report.slower(), report.statements().size(), "statements");
            case P50, P95, P99 -> quantile(totals);
            case SKIPPED -> counted(totals.skippedCount(), totals.compared() + totals.skippedCount(), "commands");
            case UNPAIRED -> counted(totals.unpaired(), totals.compared() + totals.unpaired(), "answers");
            case UNANSWERED -> counted(differing(totals), totals.compared() + differing(totals), "commands");
            case CHECKSUMS_DIFFER ->
                totals.checksummed() == 0
                        ? "no command has a checksum of its rows on both sides"
                        : counted(differing(totals), totals.checksummed(), "commands with checksums");
            case ROWS_DIFFER, AFFECTED_DIFFER, CHANGED_ERRORS, MORE_WARNINGS ->
                report.pairing() == Pairing.SAMPLES
                        ? "cannot be told of two samples, only of a replay's recording"
                        : counted(differing(totals), totals.compared(), "commands");
            case NEW_ERRORS, GONE_ERRORS -> counted(differing(totals), totals.compared(), "commands");
        };
    }

    private long differing(Totals totals) {
        return totals.count(measure.difference);
    }

    private String counted(long count, long of, String what) {
        double value = percent ? 100.0 * count / Math.max(of, 1) : count;
        return exceeds(value) ? Units.count(count) + " of " + Units.count(of) + " " + what : null;
    }

    private String slower(Totals totals) {
        if (totals.expectedNanos() <= 0) {
            return "no latency is known";
        }
        return grown(
                totals.growth(),
                Units.duration(totals.expectedNanos()) + " became "
                        + Units.duration(totals.expectedNanos() + totals.addedNanos()));
    }

    private String quantile(Totals totals) {
        long before = totals.source().quantile(measure.quantile());
        long after = totals.target().quantile(measure.quantile());
        return before <= 0
                ? "no latency is known"
                : grown((double) after / before - 1, Units.duration(before) + " became " + Units.duration(after));
    }

    private String grown(double growth, String what) {
        return exceeds(100 * growth) ? what + " (" + Units.percent(growth) + " more)" : null;
    }

    private boolean exceeds(double value) {
        return inclusive ? value >= bound : value > bound;
    }
}
