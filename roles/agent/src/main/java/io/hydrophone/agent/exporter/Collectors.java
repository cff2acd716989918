package io.hydrophone.agent.exporter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All collectors by name, in the order in which they are written. */
final class Collectors {
    /** Those that run where nothing else is said, as in mysqld_exporter. */
    static final List<String> USUAL = List.of(
            "global_status",
            "global_variables",
            "slave_status",
            "info_schema.innodb_cmp",
            "info_schema.innodb_cmpmem",
            "info_schema.query_response_time");

    private final Map<String, Collector> byName = new LinkedHashMap<>();

    Collectors(CollectorOptions options) {
        Stream.of(
                        List.of(GlobalStatus.COLLECTOR, GlobalVariables.COLLECTOR, ReplicaStatus.COLLECTOR),
                        InnodbCollectors.all(),
                        ReplicationCollectors.all(options),
                        SchemaCollectors.all(options),
                        SessionCollectors.all(options),
                        StatementCollectors.all(options),
                        PerformanceCollectors.all(options),
                        OwnCollectors.all())
                .flatMap(List::stream)
                .forEach(collector -> byName.put(collector.name(), collector));
    }

    /** Null when there is none. */
    Collector get(String name) {
        return byName.get(name);
    }

    Set<String> names() {
        return byName.keySet();
    }
}
