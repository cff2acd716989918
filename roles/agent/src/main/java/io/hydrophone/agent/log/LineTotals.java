package io.hydrophone.agent.log;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the lines of one run say of each series: the mean of its gauges, the sum of its counts, as dd-agent has it. */
final class LineTotals {
    /** Beyond, a pattern takes texts for tags that are never the same twice. */
    private static final int MAX_SERIES = 10_000;

    private record Series(String name, Tags tags, boolean isCount) {}

    private static final class Total {
        private double sum;
        private long lines;
    }

    private final Map<Series, Total> series = new LinkedHashMap<>();

    /** False when there are too many series for one more. */
    boolean add(String name, double value, Tags tags, boolean isCount) {
        Series key = new Series(name, tags, isCount);
        Total total = series.get(key);
        if (total == null) {
            if (series.size() == MAX_SERIES) {
                return false;
            }
            total = new Total();
            series.put(key, total);
        }
        total.sum += value;
        total.lines++;
        return true;
    }

    void tell(Readings out) {
        series.forEach((key, total) -> {
            if (key.isCount()) {
                out.count(key.name(), total.sum, key.tags());
            } else {
                out.gauge(key.name(), total.sum / total.lines, key.tags());
            }
        });
    }
}
