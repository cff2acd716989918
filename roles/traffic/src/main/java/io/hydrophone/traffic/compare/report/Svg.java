package io.hydrophone.traffic.compare.report;

import io.hydrophone.digest.report.Html;

/** Pieces of inline pictures. Looks come from the page's style, so that they follow light and dark. */
final class Svg {
    private final StringBuilder out;

    Svg(StringBuilder out) {
        this.out = out;
    }

    /** @param label what the picture shows, for those who cannot see it; "" for an ornament */
    void open(double width, double height, String label) {
        out.append("<svg viewBox=\"0 0 ")
                .append(Html.fixed(width))
                .append(' ')
                .append(Html.fixed(height))
                .append(label.isEmpty() ? "\" aria-hidden=\"true\">" : "\" role=\"img\" aria-label=\"" + label + "\">");
    }

    void close() {
        out.append("</svg>");
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(kind);
        attribute("x1", x1);
        attribute("y1", y1);
        attribute("x2", x2);
        attribute("y2", y2);
        out.append("\"/>");
    }

    /** @param title shown when one points at it; any text */
    void circle(String kind, double x, double y, double radius, String title) {
        out.append("<circle class=\"").append(kind);
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        out.append(title.isEmpty() ? "\"/>" : "\"><title>" + Html.text(title) + "</title></circle>");
    }

    /** @param anchor start, middle or end */
    void text(String kind, double x, double y, String anchor, String text) {
        out.append("<text class=\"").append(kind).append("\" text-anchor=\"").append(anchor);
        attribute("x", x);
        attribute("y", y);
        out.append("\">").append(Html.text(text)).append("</text>");
    }

    /** @param points {@code x,y x,y …} */
    void shape(String element, String kind, CharSequence points) {
        out.append('<')
                .append(element)
                .append(" class=\"")
                .append(kind)
                .append("\" points=\"")
                .append(points)
                .append("\"/>");
    }

    private void attribute(String name, double value) {
        out.append("\" ").append(name).append("=\"").append(Html.fixed(Math.max(value, 0)));
    }
}
