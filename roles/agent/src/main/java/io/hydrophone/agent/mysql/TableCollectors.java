package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.reading.PerformanceReadings;
import io.hydrophone.client.reading.SchemaReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.Tags;
import java.time.Duration;

/** Collectors of schemas, tables and indexes: each visits many tables, so each is paced. */
final class TableCollectors {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final double MIB = 1 << 20;

    private TableCollectors() {}

    static Collector schemaSizes() {
        return new RowsCollector("schema_size", MINUTE, SchemaReadings.SCHEMA_SIZES, (sizes, out) -> {
            for (SnapshotRow row : sizes.rows()) {
                out.gauge(
                        "mysql.info.schema.size",
                        (row.decimal("data_length") + row.decimal("index_length")) / MIB,
                        Tags.pair("schema", row.textOrEmpty("table_schema")));
            }
        });
    }

    static Collector tableSizes() {
        return new RowsCollector("table_size", MINUTE, MySqlReadings.TABLE_SIZES, TableCollectors::sizes);
    }

    static Collector systemTableSizes() {
        return new RowsCollector("system_table_size", MINUTE, MySqlReadings.SYSTEM_TABLE_SIZES, TableCollectors::sizes);
    }

    static Collector tableRows() {
        return new RowsCollector("table_rows", MINUTE, PerformanceReadings.TABLE_IO, (rows, out) -> {
            for (SnapshotRow row : rows.rows()) {
                Tags tags = tags(row, "schema", "object_schema", "table", "object_name");
                out.monotonic("mysql.info.table.rows.read", row.decimal("count_read"), tags);
                out.monotonic("mysql.info.table.rows.changed", row.decimal("count_write"), tags);
            }
        });
    }

    static Collector indexSizes() {
        return new RowsCollector("index_size", FIVE_MINUTES, MySqlReadings.INDEX_SIZES, (sizes, out) -> {
            for (SnapshotRow row : sizes.rows()) {
                out.gauge(
                        "mysql.index.size",
                        row.decimal("bytes"),
                        tags(row, "db", "database_name", "table", "table_name", "index", "index_name"));
            }
        });
    }

    static Collector indexUse() {
        return new RowsCollector("index_use", FIVE_MINUTES, PerformanceReadings.INDEX_IO, (use, out) -> {
            for (SnapshotRow row : use.rows()) {
                if (row.text("index_name") != null) {
                    Tags tags = tags(row, "db", "object_schema", "table", "object_name", "index", "index_name");
                    out.gauge("mysql.index.reads", row.decimal("count_read"), tags);
                    out.gauge("mysql.index.updates", row.decimal("count_update"), tags);
                    out.gauge("mysql.index.deletes", row.decimal("count_delete"), tags);
                }
            }
        });
    }

    private static void sizes(Snapshot sizes, Readings out) {
        for (SnapshotRow row : sizes.rows()) {
            Tags tags = tags(row, "schema", "table_schema", "table", "table_name");
            out.gauge("mysql.info.table.data_size", row.decimal("data_length") / MIB, tags);
            out.gauge("mysql.info.table.index_size", row.decimal("index_length") / MIB, tags);
        }
    }

    /** A tag's key and the column that has its value, in turn. */
    private static Tags tags(SnapshotRow row, String... keysAndColumns) {
        Tags tags = Tags.NONE;
        for (int i = 0; i < keysAndColumns.length; i += 2) {
            tags = tags.and(keysAndColumns[i], row.textOrEmpty(keysAndColumns[i + 1]));
        }
        return tags;
    }
}
