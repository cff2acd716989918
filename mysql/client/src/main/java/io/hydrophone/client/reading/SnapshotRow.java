package io.hydrophone.client.reading;

import java.util.Map;
import java.util.Set;

/** A row as the server gave it, in text; columns by lower-case name or by place. */
public final class SnapshotRow {
    private final Map<String, Integer> columns;
    private final String[] values;

    /** The array is the object's own from here on. */
    SnapshotRow(Map<String, Integer> columns, String[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** Names in the server's order, in lower case. */
    public Set<String> columns() {
        return columns.keySet();
    }

    /** Null for NULL, and where there is no such column. */
    public String text(String column) {
        Integer at = columns.get(column);
        return at == null ? null : values[at];
    }

    /** By place, from 0; null for NULL, and where there is no such place. */
    public String text(int column) {
        return column < values.length ? values[column] : null;
    }

    /** The same, with "" for NULL. */
    public String textOrEmpty(String column) {
        String text = text(column);
        return text == null ? "" : text;
    }

    /** What the column says, or the other number where it says none: NULL, a text, no such column, beyond 63 bits. */
    public long number(String column, long otherwise) {
        String text = text(column);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            double wide = decimal(column);
            return Double.isNaN(wide) || Math.abs(wide) >= Long.MAX_VALUE ? otherwise : (long) wide;
        }
    }

    /** What the column says; not a number where it says none. */
    public double decimal(String column) {
        return decimalIn(text(column));
    }

    /** The same of a text: not a number for null and for what is none. */
    public static double decimalIn(String text) {
        if (text == null || text.isEmpty()) {
            return Double.NaN;
        }
        // Java would read a suffix as in 1f or 1d, and words as NaN.
        char last = text.charAt(text.length() - 1);
        if ((last < '0' || last > '9') && last != '.') {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
