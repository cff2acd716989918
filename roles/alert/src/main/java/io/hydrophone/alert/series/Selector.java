package io.hydrophone.alert.series;

/**
 * Names series: all of a metric that have some labels. With all labels given it names one.
 *
 * @param metric such as {@code mysql.performance.threads_running}
 */
public record Selector(String metric, Labels labels) {
    /** Whether a series of the metric with these labels is meant. */
    public boolean matches(Labels series) {
        return labels.values().isEmpty()
                || series.values().entrySet().containsAll(labels.values().entrySet());
    }

    @Override
    public String toString() {
        return labels.values().isEmpty() ? metric : metric + labels;
    }
}
