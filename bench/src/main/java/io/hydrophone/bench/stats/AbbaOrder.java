package io.hydrophone.bench.stats;

import java.io.IOException;

/**
 * Runs two things in pairs in the order ABBAABBA…, so that a drift of the machine (heat, caches, a neighbour waking up)
 * meets both sides alike, and neither always runs in the other's wake.
 */
public final class AbbaOrder {
    private AbbaOrder() {}

    /** One measured run; the figure's unit is the caller's. */
    @FunctionalInterface
    public interface Run {
        double measure() throws IOException, InterruptedException;
    }

    /**
     * The figures of {@code a} over those of {@code b}, pair by pair.
     *
     * @param pairs at least 1
     */
    public static PairedSamples measure(int pairs, Run a, Run b) throws IOException, InterruptedException {
        double[] first = new double[pairs];
        double[] second = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                first[pair] = a.measure();
                second[pair] = b.measure();
            } else {
                second[pair] = b.measure();
                first[pair] = a.measure();
            }
        }
        return new PairedSamples(first, second);
    }
}
