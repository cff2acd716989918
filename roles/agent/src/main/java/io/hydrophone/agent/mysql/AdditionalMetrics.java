package io.hydrophone.agent.mysql;

import io.hydrophone.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Metrics of status and variables that a configuration adds: {@code additional_status} and {@code additional_variable}. */
final class AdditionalMetrics {
    private AdditionalMetrics() {}

    static List<Metric> read(Section instance) {
        List<Metric> metrics = new ArrayList<>();
        for (String list : List.of("additional_status", "additional_variable")) {
            for (Section entry : instance.sections(list)) {
                String key = entry.text("name", "");
                String name = entry.text("metric_name", "");
                MetricKind kind = entry.choice("type", MetricKind.all(), MetricKind::label, MetricKind.GAUGE);
                if (key.isEmpty() || name.isEmpty()) {
                    entry.miss(key.isEmpty() ? "name" : "metric_name", "give name, metric_name and type");
                } else {
                    metrics.add(new Metric(Group.STATUS, name, kind, key.toLowerCase(Locale.ROOT)));
                }
            }
        }
        return metrics;
    }
}
