package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A statement of the configuration's and what its columns are.
 *
 * @param query that only reads; the account's rights see to that
 * @param columns from the left
 */
record CustomQuery(String name, String query, List<Column> columns, Tags tags, Duration pace) implements Collector {
    /**
     * A column.
     *
     * @param name of the metric, or the tag's key
     * @param kind null for a tag
     */
    record Column(String name, MetricKind kind) {}

    @Override
    public Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException {
        Snapshot answer = server.now(Reading.heavy("custom query " + query, (facts, limit) -> query));
        return out -> answer.rows().forEach(row -> tell(row, out));
    }

    private void tell(SnapshotRow row, Readings out) {
        Tags all = tags;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == null && row.text(i) != null) {
                all = all.and(columns.get(i).name(), row.text(i));
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            double value = SnapshotRow.decimalIn(row.text(i));
            if (column.kind() != null && !Double.isNaN(value)) {
                column.kind().tell(out, column.name(), value, all);
            }
        }
    }
}
