package io.hydrophone.topology.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of columns as wide as their widest cell, and what follows them; colours take no width. */
final class Lines {
    private record Line(List<Cell> cells, Cell rest) {}

    /**
     * A text with a colour.
     *
     * @param colour null for none
     */
    record Cell(String text, Colour colour) {
        static Cell plain(String text) {
            return new Cell(text, null);
        }
    }

    private final boolean colours;
    private final List<Line> lines = new ArrayList<>();

    Lines(boolean colours) {
        this.colours = colours;
    }

    void add(List<Cell> cells, Cell rest) {
        lines.add(new Line(List.copyOf(cells), rest));
    }

    /** A line of its own, whose width counts for nothing. */
    void add(Cell text) {
        add(List.of(), text);
    }

    String text() {
        List<Integer> widths = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.cells().size(); i++) {
                int width = width(line.cells().get(i).text());
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            StringBuilder shown = new StringBuilder();
            for (int i = 0; i < line.cells().size(); i++) {
                Cell cell = line.cells().get(i);
                shown.append(coloured(cell));
                shown.repeat(' ', widths.get(i) - width(cell.text()) + 2);
            }
            shown.append(coloured(line.rest()));
            text.append(shown.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private String coloured(Cell cell) {
        return colours && cell.colour() != null && !cell.text().isEmpty()
                ? cell.colour().around(cell.text())
                : cell.text();
    }
}
