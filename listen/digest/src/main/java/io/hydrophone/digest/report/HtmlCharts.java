package io.hydrophone.digest.report;

import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.summary.Timeline;

/** The charts over all statements, as inline SVG. */
final class HtmlCharts {
    private static final int HEIGHT = 120;

    private final Report report;
    private final StringBuilder out;

    HtmlCharts(Report report, StringBuilder out) {
        this.report = report;
        this.out = out;
    }

    void load() {
        Timeline timeline = report.summary().timeline();
        int slots = timeline.slots().size();
        long most = 1;
        for (Timeline.Slot slot : timeline.slots()) {
            most = Math.max(most, slot.count());
        }
        out.append("<div class=\"axis\"><span>")
                .append(Units.count(Math.round(most * 1e9 / timeline.slotNanos())))
                .append("/s</span></div><svg viewBox=\"0 0 ")
                .append(slots * 4)
                .append(' ')
                .append(HEIGHT)
                .append("\" preserveAspectRatio=\"none\" height=\"")
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"load over time\">");
        for (int i = 0; i < slots; i++) {
            Timeline.Slot slot = timeline.slots().get(i);
            bar("bar", i * 4, (double) slot.count() / most);
            bar("bar err", i * 4, (double) slot.errors() / most);
        }
        out.append("</svg><div class=\"axis\">");
        for (int quarter = 0; quarter <= 4; quarter++) {
            long at = timeline.startNanos(0) + Math.round(timeline.slotNanos() * slots * (quarter / 4.0));
            out.append("<span>").append(Clock.time(at)).append("</span>");
        }
        out.append("</div>");
    }

    private void bar(String kind, int x, double share) {
        if (share > 0) {
            double height = Math.max(1.5, share * HEIGHT);
            out.append("<rect class=\"")
                    .append(kind)
                    .append("\" x=\"")
                    .append(x)
                    .append("\" width=\"3.4\" y=\"")
                    .append(Html.fixed(HEIGHT - height))
                    .append("\" height=\"")
                    .append(Html.fixed(height))
                    .append("\"/>");
        }
    }

    /** One bar of all statements: the first ones of the ranking, then the rest. */
    void shares(int named) {
        int count = Math.min(named, report.shown().size());
        out.append("<svg viewBox=\"0 0 1000 22\" preserveAspectRatio=\"none\" height=\"22\" role=\"img\""
                + " aria-label=\"share by statement\">");
        double x = 0;
        for (int i = 0; i < count; i++) {
            double width = 1_000 * report.share(report.shown().get(i));
            segment("s" + i, x, width);
            x += width;
        }
        segment("rest", x, 1_000 - x);
        out.append("</svg><ul class=\"legend\">");
        for (int i = 0; i < count; i++) {
            StatementClass statement = report.shown().get(i);
            item(
                    "s" + i,
                    report.share(statement),
                    SqlText.line(statement.figures().fingerprint()));
        }
        if (report.classes().size() > count) {
            item("rest", 1 - x / 1_000, "all others");
        }
        out.append("</ul>");
    }

    private void segment(String kind, double x, double width) {
        if (width > 0.05) {
            out.append("<rect class=\"")
                    .append(kind)
                    .append("\" x=\"")
                    .append(Html.fixed(x))
                    .append("\" width=\"")
                    .append(Html.fixed(Math.max(width - 2, 0.5)))
                    .append("\" height=\"22\"/>");
        }
    }

    private void item(String kind, double share, String text) {
        out.append("<li><i class=\"dot ")
                .append(kind)
                .append("\"></i><b>")
                .append(Html.text(Units.percent(Math.max(share, 0))))
                .append("</b><code>")
                .append(Html.text(SqlText.cut(text, 160)))
                .append("</code></li>");
    }
}
