package io.hydrophone.digest.report;

import java.util.ArrayList;
import java.util.List;

/** A table of cells, each column as wide as its widest cell; numbers to the right. */
public final class TextColumns {
    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /** @param alignment a character a column: {@code r} or {@code l} */
    public TextColumns(String alignment) {
        right = new boolean[alignment.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = alignment.charAt(i) == 'r';
        }
    }

    public void row(String... cells) {
        rows.add(cells);
    }

    /** The columns of a row side by side, two spaces apart; a column that is empty in all rows is left out. */
    public List<String> lines() {
        int[] widths = new int[right.length];
        for (String[] row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int i = 0; i < widths.length && !rows.isEmpty(); i++) {
            widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], rows.get(0)[i].length());
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                if (widths[i] > 0) {
                    line.append(line.isEmpty() ? "" : "  ");
                    pad(line, row[i], widths[i], right[i]);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static void pad(StringBuilder line, String cell, int width, boolean right) {
        String padding = " ".repeat(width - cell.length());
        line.append(right ? padding : "").append(cell).append(right ? "" : padding);
    }
}
