package io.hydrophone.http;

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
    public record Bound(long nanos, String label) {}

    private final StringBuilder out = new StringBuilder(8 << 10);
    private String name = "";

    public MetricText counter(String family, String help) {
        return family(family, "counter", help);
    }

    public MetricText gauge(String family, String help) {
        return family(family, "gauge", help);
    }

    public MetricText histogram(String family, String help) {
        return family(family, "histogram", help);
    }

    /** What is neither said to be a counter nor a gauge. */
    public MetricText untyped(String family, String help) {
        return family(family, "untyped", help);
    }

    /** All that another wrote, of other families. */
    public MetricText append(MetricText other) {
        out.append(other.out);
        return this;
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
    public MetricText distribution(LatencyDistribution of, List<Bound> bounds, double unit, String... labels) {
        for (Bound bound : bounds) {
            bucket(bound.label(), of.countAtMost(bound.nanos()), labels);
        }
        ending(of.sum() / unit, of.count(), labels);
        return this;
    }

    /**
     * All lines of one histogram that was counted elsewhere.
     *
     * @param bounds as written, in the family's unit, without the last, which has none
     * @param cumulative for each bound how many were at most so much
     * @param sum in the family's unit
     */
    public MetricText buckets(List<String> bounds, List<Long> cumulative, double sum, long count, String... labels) {
        for (int i = 0; i < bounds.size(); i++) {
            bucket(bounds.get(i), cumulative.get(i), labels);
        }
        ending(sum, count, labels);
        return this;
    }

    private void ending(double sum, long count, String... labels) {
        bucket("+Inf", count, labels);
        out.append(name).append("_sum");
        labels(labels, null);
        out.append(' ').append(sum).append('\n');
        out.append(name).append("_count");
        labels(labels, null);
        out.append(' ').append(count).append('\n');
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
        out.append("# HELP ").append(family).append(' ');
        escapeHelp(help);
        out.append('\n');
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

    /** Texts of help come from servers too; quotes stay as they are there. */
    private void escapeHelp(String help) {
        for (int i = 0; i < help.length(); i++) {
            char c = help.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
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
