package io.hydrophone.bench.stats;

/** Figures of two sides, where the n-th of each were measured next to each other. */
public final class PairedSamples {
    private final double[] a;
    private final double[] b;

    public PairedSamples(double[] a, double[] b) {
        if (a.length != b.length || a.length == 0) {
            throw new IllegalArgumentException("pairs need two sides of one length, at least 1");
        }
        this.a = a.clone();
        this.b = b.clone();
    }

    public int size() {
        return a.length;
    }

    public double[] a() {
        return a.clone();
    }

    public double[] b() {
        return b.clone();
    }

    /** The median of a/b over the pairs, with its interval. */
    public Estimate ratio() {
        double[] ratios = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            ratios[i] = a[i] / b[i];
        }
        return Estimate.ofMedian(ratios);
    }
}
