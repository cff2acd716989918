package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;

/**
 * The shape of a latency distribution in a few characters. All of a report's lines share one logarithmic scale, so that
 * they can be compared from row to row.
 */
final class Sparkline {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    private final int width;
    private final double from;
    private final double step;

    /** @param all the distribution whose range the scale covers */
    Sparkline(LatencyDistribution all, int width) {
        this.width = width;
        double low = log2((double) Math.max(all.min(), 1));
        double high = log2((double) Math.max(all.max(), 2));
        this.from = low;
        this.step = Math.max(high - low, 0.5) / width;
    }

    String of(LatencyDistribution distribution) {
        double[] cells = cells(distribution);
        double most = 0;
        for (double cell : cells) {
            most = Math.max(most, cell);
        }
        StringBuilder text = new StringBuilder(width);
        for (double cell : cells) {
            if (cell < 0.5) {
                text.append(' ');
            } else {
                // By the square root: a few slow ones beside very many fast ones are to be seen.
                int level = (int) Math.ceil(Math.sqrt(cell / most) * LEVELS.length());
                text.append(LEVELS.charAt(Math.clamp(level, 1, LEVELS.length()) - 1));
            }
        }
        return text.toString();
    }

    private double[] cells(LatencyDistribution distribution) {
        double[] cells = new double[width];
        cells[0] += distribution.zeroCount();
        distribution.forEachBucket(new LatencyDistribution.BucketConsumer() {
            @Override
            public void bucket(int index, long count) {
                double middle = (index + 0.5) / (1 << LatencyDistribution.SCALE);
                cells[Math.clamp((int) ((middle - from) / step), 0, width - 1)] += count;
            }
        });
        return cells;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
