package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.InnodbReadings;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.client.reading.StatusReadings;
import io.hydrophone.core.Tags;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Everything that is one value of the server: the catalogue of {@link Metric}. */
final class ValuesCollector implements Collector {
    private final Set<Group> groups;
    private final List<Metric> more;
    private Values before;

    /** @param more metrics that the configuration adds */
    ValuesCollector(Set<Group> groups, List<Metric> more) {
        this.groups = groups;
        this.more = more;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException {
        Values values = new Values();
        values.putTexts(server.now(StatusReadings.GLOBAL_STATUS).pairs());
        values.putTexts(server.now(StatusReadings.GLOBAL_VARIABLES).pairs());
        if (groups.contains(Group.INNODB) || groups.contains(Group.EXTRA_INNODB)) {
            for (SnapshotRow row : server.now(InnodbReadings.STATUS_TEXT).rows()) {
                values.putAll(InnodbStatus.parse(row.textOrEmpty("status")));
            }
            InnodbCounters.put(server.now(InnodbCounters.READING), values);
        }
        if (groups.contains(Group.BINLOG)) {
            List<SnapshotRow> logs = server.now(ReplicationReadings.BINARY_LOGS).rows();
            if (!logs.isEmpty()) {
                values.put(
                        "binlog_space_usage_bytes",
                        logs.stream()
                                .mapToDouble(row -> row.decimal("file_size"))
                                .sum());
            }
        }
        values.compute();
        if (before != null) {
            values.put("qcache_instant_utilization", values.queryCacheUtilizationSince(before));
        }
        before = values;
        return out -> tell(values, out);
    }

    private void tell(Values values, Readings out) {
        for (List<Metric> metrics : List.of(Metric.ALL, more)) {
            for (Metric metric : metrics) {
                double value = values.get(metric.key());
                if (!Double.isNaN(value) && groups.contains(metric.group())) {
                    metric.kind().tell(out, metric.name(), value, Tags.NONE);
                }
            }
        }
    }
}
