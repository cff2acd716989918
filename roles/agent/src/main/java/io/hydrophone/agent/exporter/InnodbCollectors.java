package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.InnodbReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collectors of what InnoDB says of itself. */
final class InnodbCollectors {
    private static final String SCHEMA = "mysql_info_schema_";
    private static final Pattern QUERIES =
            Pattern.compile("(\\d{1,18}) queries inside InnoDB, (\\d{1,18}) queries in queue");
    private static final Pattern VIEWS = Pattern.compile("(\\d{1,18}) read views open inside InnoDB");

    private static final TableFamilies SPACES = new TableFamilies(SCHEMA + "innodb_tablespace_")
            .label("tablespace_name", "name")
            .label("file_format", "file_format", "NONE")
            .label("row_format", "row_format", "NONE")
            .label("space_type", "space_type", "NONE")
            .gauge("space_info", "space", "The number of the file, and of what form it is.");
    private static final TableFamilies SPACE_SIZES = new TableFamilies(SCHEMA + "innodb_tablespace_")
            .label("tablespace_name", "name")
            .gauge("file_size_bytes", "file_size", "The file's size, as if it were not compressed.")
            .gauge("allocated_size_bytes", "allocated_size", "What the file takes of the disk.");

    private InnodbCollectors() {}

    static List<Collector> all() {
        return List.of(
                Collector.of(
                        "info_schema.innodb_cmp",
                        InnodbReadings.COMPRESSION,
                        new TableFamilies(SCHEMA + "innodb_cmp_")
                                .label("page_size")
                                .counter("compress_ops_total", "compress_ops", "Pages that were compressed.")
                                .counter(
                                        "compress_ops_ok_total",
                                        "compress_ops_ok",
                                        "Pages that were compressed and fit.")
                                .counter("compress_time_seconds_total", "compress_time", "Time spent on compressing.")
                                .counter("uncompress_ops_total", "uncompress_ops", "Pages that were uncompressed.")
                                .counter(
                                        "uncompress_time_seconds_total",
                                        "uncompress_time",
                                        "Time spent on uncompressing.")::write),
                Collector.of(
                        "info_schema.innodb_cmpmem",
                        InnodbReadings.COMPRESSION_MEMORY,
                        new TableFamilies(SCHEMA + "innodb_cmpmem_")
                                .label("page_size")
                                .label("buffer_pool", "buffer_pool_instance", "0")
                                .counter("pages_used_total", "pages_used", "Blocks that are in use.")
                                .counter("pages_free_total", "pages_free", "Blocks that are free.")
                                .counter("relocation_ops_total", "relocation_ops", "Blocks that were moved.")
                                .add(
                                        FamilyType.COUNTER,
                                        "relocation_time_seconds_total",
                                        "relocation_time",
                                        1e3,
                                        "Time spent on moving blocks.")::write),
                Collector.of("info_schema.innodb_metrics", InnodbReadings.METRICS, InnodbMetrics::write),
                Collector.of("info_schema.innodb_tablespaces", InnodbReadings.TABLESPACES, (files, out) -> {
                    SPACES.write(files, out);
                    SPACE_SIZES.write(files, out);
                }),
                Collector.of("engine_innodb_status", InnodbReadings.STATUS_TEXT, InnodbCollectors::statusText));
    }

    private static void statusText(Snapshot snapshot, Series out) {
        for (SnapshotRow row : snapshot.rows()) {
            String text = row.textOrEmpty("status");
            Matcher queries = QUERIES.matcher(text);
            if (queries.find()) {
                gauge(out, "queries_inside_innodb", "Statements that are inside InnoDB.", queries.group(1));
                gauge(out, "queries_in_queue", "Statements that wait to be let in.", queries.group(2));
            }
            Matcher views = VIEWS.matcher(text);
            if (views.find()) {
                gauge(out, "read_views_open_inside_innodb", "Read views that are open.", views.group(1));
            }
        }
    }

    private static void gauge(Series out, String name, String help, String value) {
        out.single(FamilyType.GAUGE, "mysql_engine_innodb_" + name, help, Double.parseDouble(value));
    }
}
