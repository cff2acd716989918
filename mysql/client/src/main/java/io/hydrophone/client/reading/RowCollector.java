package io.hydrophone.client.reading;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps an answer's rows, within bounds whatever a server sends. */
final class RowCollector {
    private static final int MAX_ROWS = 100_000;
    /** Of all cells together. */
    private static final int MAX_CHARACTERS = 32 << 20;

    private final List<SnapshotRow> rows = new ArrayList<>();
    private Map<String, Integer> columns;
    private long characters;
    private long leftOut;

    void take(ResultSet row) throws SQLException {
        if (columns == null) {
            columns = columns(row.getMetaData());
        }
        if (rows.size() >= MAX_ROWS || characters > MAX_CHARACTERS) {
            leftOut++;
            return;
        }
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getString(i + 1);
            characters += values[i] == null ? 0 : values[i].length();
        }
        rows.add(new SnapshotRow(columns, values));
    }

    private static Map<String, Integer> columns(ResultSetMetaData names) throws SQLException {
        Map<String, Integer> columns = LinkedHashMap.newLinkedHashMap(names.getColumnCount());
        for (int i = 1; i <= names.getColumnCount(); i++) {
            String name = names.getColumnLabel(i).toLowerCase(Locale.ROOT);
            // Of equal names the first is found by name, and every one by place.
            columns.putIfAbsent(columns.containsKey(name) ? name + "#" + i : name, i - 1);
        }
        return columns;
    }

    List<SnapshotRow> rows() {
        return List.copyOf(rows);
    }

    long leftOut() {
        return leftOut;
    }
}
