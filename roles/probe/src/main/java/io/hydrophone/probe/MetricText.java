package io.hydrophone.probe;

import io.hydrophone.core.LatencyDistribution;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes Prometheus' text format, version 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
public final class MetricText {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /**
     * An upper bound of a histogram.
     *
     * @param label as written, in the family's unit
     */
    record Bound(long nanos, String label) {}

    private final StringBuilder out = new StringBuilder(8 << 10);
    private String name = "";

    public MetricText counter(String family, String help) {
        return family(family, "counter", help);
    }

    public MetricText gauge(String family, String help) {
        return family(family, "gauge", help);
    }

    MetricText histogram(String family, String help) {
        return family(family, "histogram", help);
    }

    /**
     * A line of the family.
     *
     * @param labels names and values in turn
     */
    public MetricText value(long value, String... labels) {
        out.append(name);
        labels(labels, null);
        out.append(' ').append(value).append('\n');
        return this;
    }

    public MetricText value(double value, String... labels) {
        out.append(name);
        labels(labels, null);
        out.append(' ').append(value).append('\n');
        return this;
    }

    /**
     * All lines of one histogram.
     *
     * @param unit of the family, in nanoseconds
     */
    MetricText distribution(LatencyDistribution of, List<Bound> bounds, double unit, String... labels) {
        for (Bound bound : bounds) {
            bucket(bound.label(), of.countAtMost(bound.nanos()), labels);
        }
        bucket("+Inf", of.count(), labels);
        out.append(name).append("_sum");
        labels(labels, null);
        out.append(' ').append(of.sum() / unit).append('\n');
        out.append(name).append("_count");
        labels(labels, null);
        out.append(' ').append(of.count()).append('\n');
        return this;
    }

    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void bucket(String le, long count, String... labels) {
        out.append(name).append("_bucket");
        labels(labels, le);
        out.append(' ').append(count).append('\n');
    }

    private MetricText family(String family, String type, String help) {
        name = family;
        out.append("# HELP ").append(family).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
        return this;
    }

    private void labels(String[] labels, String le) {
        if (labels.length == 0 && le == null) {
            return;
        }
        char separator = '{';
        for (int i = 0; i < labels.length; i += 2) {
            out.append(separator).append(labels[i]).append("=\"");
            escape(labels[i + 1]);
            out.append('"');
            separator = ',';
        }
        if (le != null) {
            out.append(separator).append("le=\"").append(le).append('"');
        }
        out.append('}');
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }
}
