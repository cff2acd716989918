package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;

/** Latency distributions as inline SVG, all on one logarithmic scale of time. */
final class HtmlHistogram {
    private static final int CELLS = 72;
    private static final int SMALL_CELLS = 22;
    private static final int WIDTH = 960;
    private static final int HEIGHT = 130;

    private final double from;
    private final double octaves;

    HtmlHistogram(LatencyDistribution all) {
        from = Math.floor(log2((double) Math.max(all.min(), 1)));
        octaves = Math.max(Math.ceil(log2((double) Math.max(all.max(), 2))) - from, 1);
    }

    void small(LatencyDistribution of, StringBuilder out) {
        out.append("<svg viewBox=\"0 0 ").append(SMALL_CELLS * 5).append(" 24\" aria-hidden=\"true\">");
        bars(of, SMALL_CELLS, 5, 24, out);
        out.append("</svg>");
    }

    void large(LatencyDistribution of, StringBuilder out) {
        out.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT + 34)
                .append("\" role=\"img\" aria-label=\"latency distribution\"><g transform=\"translate(0 16)\">");
        bars(of, CELLS, (double) WIDTH / CELLS, HEIGHT, out);
        out.append("<line class=\"rule\" x1=\"0\" x2=\"").append(WIDTH).append("\" y1=\"130\" y2=\"130\"/>");
        for (long tick = 1_000; tick < 1L << 50; tick *= 10) {
            double x = x(tick);
            if (x >= 0 && x <= WIDTH - 30) {
                text("tick", x, HEIGHT + 14, Units.duration(tick), "start", out);
            }
        }
        mark("p50", of.quantile(0.5), out);
        mark("p95", of.quantile(0.95), out);
        mark("p99", of.quantile(0.99), out);
        out.append("</g></svg>");
    }

    private void mark(String name, long nanos, StringBuilder out) {
        String x = Html.fixed(x(nanos));
        out.append("<line class=\"mark\" y1=\"0\" y2=\"130\" x1=\"")
                .append(x)
                .append("\" x2=\"")
                .append(x)
                .append("\"/>");
        text("marklabel", x(nanos), -4, name, "middle", out);
    }

    private static void text(String kind, double x, int y, String text, String anchor, StringBuilder out) {
        out.append("<text class=\"")
                .append(kind)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\" x=\"")
                .append(Html.fixed(x))
                .append("\" y=\"")
                .append(y)
                .append("\">")
                .append(text)
                .append("</text>");
    }

    private void bars(LatencyDistribution of, int cells, double step, int height, StringBuilder out) {
        double[] counts = new double[cells];
        of.forEachBucket((index, count) -> {
            double middle = (index + 0.5) / (1 << LatencyDistribution.SCALE);
            counts[Math.clamp((int) ((middle - from) / octaves * cells), 0, cells - 1)] += count;
        });
        counts[0] += of.zeroCount();
        double most = 1;
        for (double count : counts) {
            most = Math.max(most, count);
        }
        for (int i = 0; i < cells; i++) {
            if (counts[i] > 0.5) {
                // By the square root: a few slow ones beside very many fast ones are to be seen.
                double tall = Math.max(1.5, Math.sqrt(counts[i] / most) * height);
                out.append("<rect class=\"bar\" x=\"")
                        .append(Html.fixed(i * step))
                        .append("\" y=\"")
                        .append(Html.fixed(height - tall))
                        .append("\" width=\"")
                        .append(Html.fixed(step - 1))
                        .append("\" height=\"")
                        .append(Html.fixed(tall))
                        .append("\"/>");
            }
        }
    }

    private double x(long nanos) {
        return (log2((double) Math.max(nanos, 1)) - from) / octaves * WIDTH;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
