package io.hydrophone.traffic.compare.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The procedure of Benjamini and Hochberg: of many tests, those with q below some bound are false discoveries at most in that part.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg, 1995</a>
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * The q of each p, in the same order.
     *
     * @param p 0 to 1; NaN where nothing was tested, and so is its q
     */
    public static double[] adjust(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] q = new double[p.length];
        Arrays.fill(q, Double.NaN);
        double least = 1;
        for (int rank = order.length; rank > 0; rank--) {
            int test = order[rank - 1];
            least = Math.min(least, p[test] * order.length / rank);
            q[test] = least;
        }
        return q;
    }
}
