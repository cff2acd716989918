package io.hydrophone.agent.jmx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * A row of a table that an attribute holds.
 *
 * @param index the columns that tell it from the others
 */
record TableRow(CompositeData cells, List<String> index) {
    /** The rows in the order of their index, so that a limit cuts the same ones off in each run. */
    static List<TableRow> of(TabularData table) {
        List<String> index = table.getTabularType().getIndexNames();
        List<TableRow> rows = new ArrayList<>();
        for (Object cells : table.values()) {
            rows.add(new TableRow((CompositeData) cells, index));
        }
        rows.sort(Comparator.comparing(row -> row.indexTexts().toString()));
        return rows;
    }

    /** What a column holds; null where there is none, or it is no single value. */
    String text(String column) {
        Object value = cells.containsKey(column) ? cells.get(column) : null;
        return value == null || value instanceof CompositeData || value instanceof TabularData
                ? null
                : value.toString();
    }

    /** The columns of the index that hold single values. */
    Map<String, String> indexTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String column : index) {
            String text = text(column);
            if (text != null) {
                texts.put(column, text);
            }
        }
        return texts;
    }
}
