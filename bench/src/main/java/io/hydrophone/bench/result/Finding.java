package io.hydrophone.bench.result;

import io.hydrophone.bench.stats.Estimate;

/**
 * One line of the results: a claim and what was measured of it.
 *
 * @param claim in words
 * @param unit of {@code ours} and {@code peer}
 * @param ours median of ours
 * @param peer median of the peer's, NaN where there is none
 * @param figure what the bound is for: the ratio of pairs, or the figure of ours itself
 * @param bound null where the figure is only told
 * @param samples pairs, or runs
 */
public record Finding(String claim, String unit, double ours, double peer, Estimate figure, Bound bound, int samples) {
    /** A ratio to a peer that was measured beside it. */
    public static Finding ratio(
            String claim, String unit, Estimate ours, Estimate peer, Estimate ratio, Bound bound, int pairs) {
        return new Finding(claim, unit, ours.median(), peer.median(), ratio, bound, pairs);
    }

    /** A figure that stands for itself. */
    public static Finding own(String claim, String unit, Estimate figure, Bound bound, int samples) {
        return new Finding(claim, unit, figure.median(), Double.NaN, figure, bound, samples);
    }

    public boolean hasPeer() {
        return !Double.isNaN(peer);
    }

    /** One of {@code met}, {@code unclear}, {@code missed}, or {@code told} where there is no bound. */
    public String verdict() {
        return bound == null ? "told" : bound.judge(figure).name().toLowerCase(java.util.Locale.ROOT);
    }
}
