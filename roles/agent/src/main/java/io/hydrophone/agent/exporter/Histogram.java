package io.hydrophone.agent.exporter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * A distribution that a server counted.
 *
 * @param bounds as written, in the family's unit, rising, without the last, which has none
 * @param cumulative for each bound how many were at most so much
 * @param sum in the family's unit
 */
record Histogram(List<String> bounds, List<Long> cumulative, double sum, long count) {
    Histogram {
        bounds = List.copyOf(bounds);
        cumulative = List.copyOf(cumulative);
    }

    /** A bound as mysqld_exporter writes it, because queries name it: {@code 0.0001}, {@code 1}, {@code 1e+06}. */
    static String bound(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return String.format(Locale.ROOT, "%se%+03d", mantissa, exponent);
    }
}
