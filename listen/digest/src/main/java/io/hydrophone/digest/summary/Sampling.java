package io.hydrophone.digest.summary;

import io.hydrophone.wire.SampleRatio;

/**
 * Which parts of the sessions a summary is about; more than one when the ratio changed in its time.
 *
 * @param finest the largest part
 * @param coarsest the smallest part
 */
public record Sampling(SampleRatio finest, SampleRatio coarsest) {
    /** All sessions, all the time. */
    public static final Sampling NONE = of(SampleRatio.ALL);

    public static Sampling of(SampleRatio ratio) {
        return new Sampling(ratio, ratio);
    }

    public boolean isSampled() {
        return !coarsest.isAll();
    }

    public boolean changed() {
        return !finest.equals(coarsest);
    }

    public Sampling plus(Sampling more) {
        return new Sampling(
                finest.denominator() <= more.finest.denominator() ? finest : more.finest,
                coarsest.denominator() >= more.coarsest.denominator() ? coarsest : more.coarsest);
    }

    /** {@code 1/8}, {@code 1/2 to 1/8}, {@code all to 1/8}. */
    @Override
    public String toString() {
        return changed() ? (finest.isAll() ? "all" : finest) + " to " + coarsest : coarsest.toString();
    }
}
