package io.hydrophone.agent.mysql;

import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that a configuration adds: {@code custom_queries} with {@code query} and {@code columns}, and dd-agent 5's
 * {@code queries} with {@code query}, {@code metric}, {@code type} and {@code field}.
 */
final class CustomQueries {
    private static final String TAG = "tag";
    private static final Duration MOST = Duration.ofDays(1);

    private CustomQueries() {}

    static List<CustomQuery> read(Section init, Section instance) {
        List<CustomQuery> queries = new ArrayList<>();
        List<Section> sections = new ArrayList<>(init.sections("global_custom_queries"));
        sections.addAll(instance.sections("custom_queries"));
        for (Section section : sections) {
            List<CustomQuery.Column> columns = columns(section);
            if (columns.isEmpty()) {
                section.miss("columns", "name each column: - {name: my.metric, type: gauge}");
            }
            queries.add(query(section, queries.size() + 1, columns));
        }
        for (Section section : instance.sections("queries")) {
            MetricKind kind = section.choice("type", MetricKind.all(), MetricKind::label, MetricKind.GAUGE);
            section.text("field", "");
            String metric = section.text("metric", "");
            if (metric.isEmpty()) {
                section.miss("metric", "name it");
            }
            queries.add(query(section, queries.size() + 1, List.of(new CustomQuery.Column(metric, kind))));
        }
        return queries;
    }

    private static CustomQuery query(Section section, int number, List<CustomQuery.Column> columns) {
        String query = section.text("query", "");
        if (query.isEmpty()) {
            section.miss("query", "give a SELECT");
        }
        return new CustomQuery(
                "custom_query_" + number,
                query,
                columns,
                Tags.of(section.pairs("tags")),
                section.seconds("collection_interval", Duration.ZERO, Duration.ZERO, MOST));
    }

    private static List<CustomQuery.Column> columns(Section section) {
        List<CustomQuery.Column> columns = new ArrayList<>();
        for (Section column : section.sections("columns")) {
            String name = column.text("name", "");
            String type = column.text("type", "gauge");
            if (name.isEmpty()) {
                column.miss("name", "name the metric or the tag");
            } else if (type.equals(TAG)) {
                columns.add(new CustomQuery.Column(name, null));
            } else {
                columns.add(new CustomQuery.Column(
                        name, column.choice("type", MetricKind.all(), MetricKind::label, MetricKind.GAUGE)));
            }
        }
        return columns;
    }
}
