package io.hydrophone.agent.plugin;

import io.hydrophone.agent.text.PlainNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * A measurement of a Nagios plugin: {@code 'label'=value[UNIT];warn;crit;min;max}. Limits are the plugin's business.
 *
 * @param unit such as {@code ms}, {@code %} or {@code KB}; empty for none, {@code c} for a total
 */
record PerformanceDatum(String label, double value, String unit) {
    private static final int MAX_UNIT = 8;

    boolean isTotal() {
        return unit.equals("c");
    }

    /** All of a line; what has no number, such as {@code U} for unknown, is left out. */
    static List<PerformanceDatum> parse(String line) {
        List<PerformanceDatum> data = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            int equals = labelEnd(line, at);
            if (equals < 0) {
                break;
            }
            int end = equals;
            while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                end++;
            }
            add(line.substring(at, equals), line.substring(equals + 1, end), data);
            at = end;
        }
        return data;
    }

    /** Where the {@code =} behind a label stands that begins here; −1 for nowhere. A quoted one may hold it itself. */
    private static int labelEnd(String line, int start) {
        boolean quoted = false;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '=' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static void add(String label, String measured, List<PerformanceDatum> data) {
        String inner = label.length() > 1 && label.startsWith("'") && label.endsWith("'")
                ? label.substring(1, label.length() - 1).replace("''", "'")
                : label;
        int semicolon = measured.indexOf(';');
        String amount = semicolon < 0 ? measured : measured.substring(0, semicolon);
        int digits = PlainNumber.length(amount);
        double value = PlainNumber.of(amount.substring(0, digits));
        String unit = amount.substring(digits);
        if (!inner.isBlank() && !Double.isNaN(value) && unit.length() <= MAX_UNIT) {
            data.add(new PerformanceDatum(inner.strip(), value, unit));
        }
    }
}
