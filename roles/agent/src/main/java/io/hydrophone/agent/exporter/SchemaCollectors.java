package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.SchemaReadings;
import io.hydrophone.client.reading.SessionReadings;
import java.util.List;

/** Collectors of tables and schemas. */
final class SchemaCollectors {
    private static final String SCHEMA = "mysql_info_schema_";
    private static final TableFamilies TABLE_FORMS = new TableFamilies(SCHEMA)
            .label("schema", "table_schema")
            .label("table", "table_name")
            .label("type", "table_type")
            .label("engine", "engine", "NONE")
            .label("row_format", "row_format", "NONE")
            .label("create_options", "create_options", "NONE")
            .gauge("table_version", "version", "The version of the table's form.");
    private static final TableFamilies TABLE_SIZES = new TableFamilies(SCHEMA)
            .label("schema", "table_schema")
            .label("table", "table_name")
            .gauge("table_rows", "table_rows", "How many rows the table has, about.")
            .gauge("table_size", "data_length", "Sizes of the table's parts.", "component", "data_length")
            .gauge("table_size", "index_length", "", "component", "index_length")
            .gauge("table_size", "data_free", "", "component", "data_free");

    private SchemaCollectors() {}

    static List<Collector> all(CollectorOptions options) {
        return List.of(
                Collector.of("info_schema.tables", SchemaReadings.tables(options.schemas()), (tables, out) -> {
                    TABLE_FORMS.write(tables, out);
                    TABLE_SIZES.write(tables, out);
                }),
                Collector.of(
                        "auto_increment.columns",
                        SchemaReadings.AUTO_INCREMENT,
                        new TableFamilies(SCHEMA)
                                .label("schema", "table_schema")
                                .label("table", "table_name")
                                .label("column", "column_name")
                                .gauge("auto_increment_column", "auto_increment", "The column's next value.")
                                .gauge(
                                        "auto_increment_column_max",
                                        "max_int",
                                        "The greatest value that the column can have.")::write),
                Collector.of(
                        "info_schema.tablestats",
                        SessionReadings.TABLE_STATISTICS,
                        rows("table_statistics_", "the table")
                                .label("schema", "table_schema")
                                .label("table", "table_name")::write),
                Collector.of(
                        "info_schema.schemastats",
                        SessionReadings.SCHEMA_STATISTICS,
                        rows("schema_statistics_", "the schema").label("schema", "table_schema")::write));
    }

    private static TableFamilies rows(String prefix, String of) {
        return new TableFamilies(SCHEMA + prefix)
                .counter("rows_read_total", "rows_read", "Rows that were read of " + of + ".")
                .counter("rows_changed_total", "rows_changed", "Rows that were changed in " + of + ".")
                .counter(
                        "rows_changed_x_indexes_total",
                        "rows_changed_x_indexes",
                        "Rows that were changed in " + of + ", times the indexes that changed.");
    }
}
