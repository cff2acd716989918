package io.hydrophone.traffic.compare.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.report.Html;

/** Both sides' latencies by percentile, each nine as wide as the one before, so that the slowest are to be seen. */
final class QuantileCurves {
    private static final double LEFT = 72;
    private static final double BOTTOM = 24;
    private static final double TOP = 8;
    private static final String[] TICKS = {"p0", "p90", "p99", "p99.9", "p99.99", "p99.999", "p99.9999"};
    private static final int STEPS_A_NINE = 24;

    private final StringBuilder out;
    private final Svg svg;
    private final double width;
    private final double height;

    QuantileCurves(double width, double height, StringBuilder out) {
        this.width = width;
        this.height = height;
        this.out = out;
        this.svg = new Svg(out);
    }

    /** Draws both; they must not be empty. */
    void draw(LatencyDistribution source, LatencyDistribution target) {
        double nines = Math.clamp(Math.log10((double) Math.max(source.count(), target.count())), 1, TICKS.length - 1);
        LogScale scale = new LogScale(
                Math.min(source.min(), target.min()), Math.max(source.max(), target.max()), height - TOP - BOTTOM);
        svg.open(width, height, "latency by percentile, source and target");
        scale.ticks((at, label) -> {
            double y = height - BOTTOM - at;
            svg.line("grid", LEFT, y, width, y);
            svg.text("tick", LEFT - 8, y + 4, "end", label);
        });
        for (int nine = 0; nine <= nines; nine++) {
            tick(nine, nines, TICKS[nine]);
        }
        tick(Math.log10(2), nines, "p50");
        curve("curve source", source, nines, scale);
        curve("curve target", target, nines, scale);
        svg.close();
        out.append("<p class=\"key\"><i class=\"line source\"></i>source <i class=\"line target\"></i>target</p>");
    }

    private void tick(double nine, double nines, String label) {
        double x = x(nine, nines);
        svg.line("grid", x, TOP, x, height - BOTTOM);
        String anchor = nine == 0 ? "end" : x > width - 20 ? "end" : "middle";
        svg.text("tick", x, height - 6, anchor, label);
    }

    private void curve(String kind, LatencyDistribution of, double nines, LogScale scale) {
        StringBuilder points = new StringBuilder();
        double last = Math.min(nines, Math.log10((double) of.count()));
        for (int step = 0; step <= Math.ceil(last * STEPS_A_NINE); step++) {
            double nine = Math.min(last, (double) step / STEPS_A_NINE);
            points.append(points.isEmpty() ? "" : " ")
                    .append(Html.fixed(x(nine, nines)))
                    .append(',')
                    .append(Html.fixed(height - BOTTOM - scale.at(of.quantile(1 - Math.pow(10, -nine)))));
        }
        svg.shape("polyline", kind, points);
    }

    private double x(double nine, double nines) {
        return LEFT + nine / nines * (width - LEFT - 4);
    }
}
