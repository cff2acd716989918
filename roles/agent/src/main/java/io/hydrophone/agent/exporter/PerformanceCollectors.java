package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.PerformanceReadings;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Collectors of performance_schema's waits, files, tables, indexes and memory. */
final class PerformanceCollectors {
    private static final String SCHEMA = "mysql_perf_schema_";
    private static final String NO_INDEX = "NONE";
    private static final List<String> CHANGES = List.of("fetch", "update", "delete");
    private static final List<String> SQL_LOCKS = List.of(
            "read_normal",
            "read_with_shared_locks",
            "read_high_priority",
            "read_no_insert",
            "write_normal",
            "write_allow_write",
            "write_concurrent_insert",
            "write_low_priority");

    private PerformanceCollectors() {}

    static List<Collector> all(CollectorOptions options) {
        return List.of(
                Collector.of("perf_schema.eventswaits", PerformanceReadings.WAITS, waits()::write),
                Collector.of("perf_schema.file_events", PerformanceReadings.FILE_EVENTS, fileEvents()::write),
                Collector.of(
                        "perf_schema.file_instances",
                        PerformanceReadings.files(options.files()),
                        files(options.filePrefix())::write),
                Collector.of("perf_schema.tableiowaits", PerformanceReadings.TABLE_IO, tables()::write),
                Collector.of("perf_schema.indexiowaits", PerformanceReadings.INDEX_IO, indexes()::write),
                Collector.of("perf_schema.tablelocks", PerformanceReadings.TABLE_LOCKS, locks()::write),
                Collector.of("perf_schema.memory_events", PerformanceReadings.MEMORY, memory()::write));
    }

    private static TableFamilies waits() {
        return new TableFamilies(SCHEMA + "events_waits_")
                .label("event_name")
                .counter("total", "count_star", "Waits by what for.")
                .seconds("seconds_total", "sum_timer_wait", "Time of waits by what for.");
    }

    private static TableFamilies fileEvents() {
        TableFamilies events = new TableFamilies(SCHEMA + "file_events_").label("event_name");
        for (String mode : List.of("read", "write", "misc")) {
            events.counter("total", "count_" + mode, "Accesses to files by sort.", "mode", mode)
                    .seconds("seconds_total", "sum_timer_" + mode, "Time of accesses to files by sort.", "mode", mode);
            if (!mode.equals("misc")) {
                events.counter(
                        "bytes_total",
                        "sum_number_of_bytes_" + mode,
                        "Bytes read from and written to files by sort.",
                        "mode",
                        mode);
            }
        }
        return events;
    }

    private static TableFamilies files(String prefix) {
        TableFamilies files = new TableFamilies(SCHEMA + "file_instances_")
                .label("file_name", without(prefix, "file_name"))
                .label("event_name");
        for (String mode : List.of("read", "write")) {
            files.counter("total", "count_" + mode, "Accesses to the file.", "mode", mode)
                    .counter("bytes", "sum_number_of_bytes_" + mode, "Bytes read and written.", "mode", mode);
        }
        return files;
    }

    private static Function<SnapshotRow, String> without(String prefix, String column) {
        return row -> {
            String text = row.textOrEmpty(column);
            return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        };
    }

    private static TableFamilies tables() {
        TableFamilies tables = new TableFamilies(SCHEMA + "table_io_waits_")
                .label("schema", "object_schema")
                .label("name", "object_name");
        for (String operation : List.of("fetch", "insert", "update", "delete")) {
            operation(tables, operation, "Accesses to rows of the table", "Time of accesses to rows of the table");
        }
        return tables;
    }

    /** Rows are not inserted by an index: that is told where none is used. */
    private static TableFamilies indexes() {
        TableFamilies indexes = new TableFamilies(SCHEMA + "index_io_waits_")
                .label("schema", "object_schema")
                .label("name", "object_name")
                .label("index", "index_name", NO_INDEX);
        String counted = "Accesses to rows by the index";
        String timed = "Time of accesses to rows by the index";
        CHANGES.forEach(operation -> operation(indexes, operation, counted, timed));
        return operation(indexes.when(row -> row.text("index_name") == null), "insert", counted, timed);
    }

    private static TableFamilies operation(TableFamilies to, String operation, String counted, String timed) {
        return to.counter("total", "count_" + operation, counted + ".", "operation", operation)
                .seconds("seconds_total", "sum_timer_" + operation, timed + ".", "operation", operation);
    }

    private static TableFamilies locks() {
        TableFamilies locks =
                new TableFamilies(SCHEMA).label("schema", "object_schema").label("name", "object_name");
        SQL_LOCKS.forEach(operation -> lock(locks, "sql_lock_waits_", operation, operation));
        for (String operation : List.of("read", "write")) {
            lock(locks, "external_lock_waits_", operation, operation + "_external");
        }
        return locks;
    }

    private static void lock(TableFamilies locks, String family, String operation, String column) {
        String kind = family.substring(0, family.indexOf('_')).toUpperCase(Locale.ROOT);
        locks.counter(family + "total", "count_" + column, "Locks of the table, " + kind + ".", "operation", operation)
                .seconds(
                        family + "seconds_total",
                        "sum_timer_" + column,
                        "Time of waiting for locks of the table, " + kind + ".",
                        "operation",
                        operation);
    }

    private static TableFamilies memory() {
        return new TableFamilies(SCHEMA + "memory_events_")
                .label("event_name", without("memory/", "event_name"))
                .counter("alloc_bytes_total", "sum_number_of_bytes_alloc", "Bytes that were allocated.")
                .counter("free_bytes_total", "sum_number_of_bytes_free", "Bytes that were freed.")
                .gauge("used_bytes", "current_number_of_bytes_used", "Bytes that are in use.");
    }
}
