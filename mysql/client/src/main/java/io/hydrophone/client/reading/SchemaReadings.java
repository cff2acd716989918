package io.hydrophone.client.reading;

import java.util.List;
import java.util.stream.Collectors;

/** What a server says of its schemas and tables. Those of the server itself are left out. */
public final class SchemaReadings {
    private static final int MAX_TABLES = 50_000;
    private static final String OURS = " NOT IN ('mysql', 'performance_schema', 'information_schema', 'sys')";

    /** A row a schema: {@code table_schema}, {@code tables}, {@code data_length}, {@code index_length}, {@code data_free}. */
    public static final Reading SCHEMA_SIZES = Reading.heavy(
            "tables by schema",
            Reading.select(facts -> "TABLE_SCHEMA, COUNT(*) AS tables, SUM(DATA_LENGTH) AS data_length,"
                    + " SUM(INDEX_LENGTH) AS index_length, SUM(DATA_FREE) AS data_free"
                    + " FROM information_schema.tables WHERE TABLE_SCHEMA" + OURS + " GROUP BY TABLE_SCHEMA"));

    /** {@code table_schema}, {@code table_name}, {@code column_name}, {@code auto_increment}, {@code max_int}. */
    public static final Reading AUTO_INCREMENT = Reading.heavy(
            "columns that count",
            Reading.select(facts -> "table_schema, table_name, column_name, auto_increment,"
                    + " pow(2, CASE data_type WHEN 'tinyint' THEN 7 WHEN 'smallint' THEN 15 WHEN 'mediumint' THEN 23"
                    + " WHEN 'int' THEN 31 WHEN 'bigint' THEN 63 END + (column_type LIKE '% unsigned')) - 1 AS max_int"
                    + " FROM information_schema.tables t JOIN information_schema.columns c"
                    + " USING (table_schema, table_name)"
                    + " WHERE c.extra = 'auto_increment' AND t.auto_increment IS NOT NULL LIMIT " + MAX_TABLES));

    private SchemaReadings() {}

    /**
     * A row a table: schema, name, type, engine, rows, sizes; at most 50,000.
     *
     * @param schemas of these; of all where there are none
     */
    public static Reading tables(List<String> schemas) {
        String where = schemas.isEmpty()
                ? "TABLE_SCHEMA NOT IN ('mysql', 'performance_schema', 'information_schema')"
                : schemas.stream()
                        .map(SchemaReadings::literal)
                        .collect(Collectors.joining(", ", "TABLE_SCHEMA IN (", ")"));
        return Reading.heavy(
                schemas.isEmpty() ? "tables" : "tables of " + String.join(",", schemas),
                Reading.select(facts -> "TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, VERSION, ROW_FORMAT, TABLE_ROWS,"
                        + " DATA_LENGTH, INDEX_LENGTH, DATA_FREE, CREATE_OPTIONS FROM information_schema.tables WHERE "
                        + where + " LIMIT " + MAX_TABLES));
    }

    /** Safe in every mode of SQL, whichever signs it takes for escapes. */
    static String literal(String text) {
        StringBuilder hex = new StringBuilder("CONVERT(0x");
        for (byte one : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hex.append(String.format("%02x", one));
        }
        return text.isEmpty() ? "''" : hex.append(" USING utf8)").toString();
    }
}
