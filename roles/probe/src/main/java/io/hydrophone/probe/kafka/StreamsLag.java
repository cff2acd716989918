package io.hydrophone.probe.kafka;

import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How far behind the consumers of this process are, by their own count. */
final class StreamsLag {
    private static final String GROUP = "consumer-fetch-manager-metrics";
    private static final Set<String> TAGS = Set.of("topic", "partition");

    private StreamsLag() {}

    /** Records of the partition that is furthest behind; −1 when none is known. */
    static long of(Collection<? extends Metric> metrics) {
        double most = -1;
        for (Metric metric : metrics) {
            MetricName name = metric.metricName();
            if (name.group().equals(GROUP)
                    && name.name().equals("records-lag")
                    && name.tags().keySet().containsAll(TAGS)
                    && metric.metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                most = Math.max(most, lag);
            }
        }
        return (long) most;
    }
}
