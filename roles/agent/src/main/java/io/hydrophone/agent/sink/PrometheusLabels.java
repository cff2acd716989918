package io.hydrophone.agent.sink;

import io.hydrophone.core.Tags;
import java.util.SortedMap;
import java.util.TreeMap;

/** A series' name and tags as Prometheus' labels, in the order of their names. */
final class PrometheusLabels {
    private static final String NAME = "__name__";
    private static final String HOST = "host";

    private PrometheusLabels() {}

    /** A bare tag is {@code true}; of several tags with one key, the values stand in one label with commas between them. */
    static SortedMap<String, String> of(SeriesKey series) {
        SortedMap<String, String> labels = new TreeMap<>();
        tags(series.tags(), labels);
        if (!series.host().isEmpty()) {
            labels.putIfAbsent(HOST, series.host());
        }
        labels.put(NAME, clean(series.name(), true));
        return labels;
    }

    private static void tags(Tags tags, SortedMap<String, String> labels) {
        tags.forEach((key, value) ->
                labels.merge(clean(key, false), value.isEmpty() ? "true" : value, (a, b) -> a + "," + b));
    }

    /** What is not allowed becomes an underscore; names that begin with two are Prometheus' own. */
    private static String clean(String name, boolean isMetric) {
        StringBuilder clean = new StringBuilder(name.length() + 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isAllowed =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit || (isMetric && c == ':');
            if (i == 0 && isDigit) {
                clean.append('_');
            }
            clean.append(isAllowed ? c : '_');
        }
        while (clean.length() > 1 && clean.charAt(0) == '_' && clean.charAt(1) == '_') {
            clean.deleteCharAt(0);
        }
        return clean.isEmpty() ? "_" : clean.toString();
    }
}
