package io.hydrophone.bench.result;

import io.hydrophone.bench.stats.Estimate;
import java.util.Locale;

/**
 * What a figure has to reach.
 *
 * @param side from which the bound holds the figure
 */
public record Bound(Side side, double limit) {
    /** Where a good figure lies. */
    public enum Side {
        AT_LEAST,
        ABOVE,
        AT_MOST,
        EXACTLY
    }

    /** How a figure stands to its bound. */
    public enum Verdict {
        MET,
        /** The bound lies within the figure's interval: more pairs or a quieter machine would tell. */
        UNCLEAR,
        MISSED
    }

    public static Bound atLeast(double limit) {
        return new Bound(Side.AT_LEAST, limit);
    }

    public static Bound above(double limit) {
        return new Bound(Side.ABOVE, limit);
    }

    public static Bound atMost(double limit) {
        return new Bound(Side.AT_MOST, limit);
    }

    public static Bound exactly(double limit) {
        return new Bound(Side.EXACTLY, limit);
    }

    /** Met only when the whole interval is on the good side. */
    public Verdict judge(Estimate figure) {
        boolean low = holds(figure.low());
        boolean high = holds(figure.high());
        if (low && high) {
            return Verdict.MET;
        }
        return low || high ? Verdict.UNCLEAR : Verdict.MISSED;
    }

    private boolean holds(double value) {
        return switch (side) {
            case AT_LEAST -> value >= limit;
            case ABOVE -> value > limit;
            case AT_MOST -> value <= limit;
            case EXACTLY -> value == limit;
        };
    }

    @Override
    public String toString() {
        String sign = switch (side) {
            case AT_LEAST -> ">=";
            case ABOVE -> ">";
            case AT_MOST -> "<=";
            case EXACTLY -> "=";
        };
        return sign + " " + String.format(Locale.ROOT, limit == Math.rint(limit) ? "%.0f" : "%.2f", limit);
    }
}
