package io.hydrophone.probe.top;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** One line of the screen, measured in columns: what is East Asian takes two, what combines takes none. */
final class Line {
    private record Span(String text, Style style) {}

    private final List<Span> spans = new ArrayList<>();
    private int columns;
    private boolean selected;

    static Line of(String text, Style style) {
        return new Line().add(text, style);
    }

    Line add(String text, Style style) {
        spans.add(new Span(text, style));
        columns += columns(text);
        return this;
    }

    Line add(String text) {
        return add(text, Style.PLAIN);
    }

    /** Pads with blanks to a column; one that is passed already is left as it is. */
    Line to(int column) {
        return columns < column ? add(" ".repeat(column - columns)) : this;
    }

    /** Puts text at the right end of a column, at least one blank before it. */
    Line right(String text, int column, Style style) {
        to(Math.max(column - columns(text), columns + (columns == 0 ? 0 : 1)));
        return add(text, style);
    }

    /** The whole line in reverse, to the edge of the screen. */
    Line selected() {
        selected = true;
        return this;
    }

    int columns() {
        return columns;
    }

    String plain() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text));
        return text.toString();
    }

    /** As sent to a terminal, cut at {@code width} columns; whether it takes all of them. */
    boolean render(StringBuilder out, int width, boolean colours) {
        int left = width;
        if (selected) {
            out.append(Style.SELECTED.begin(colours));
        }
        for (Span span : spans) {
            if (left <= 0) {
                break;
            }
            String text = columns(span.text) <= left ? span.text : cut(span.text, left);
            left -= columns(text);
            String begin = selected ? "" : span.style.begin(colours);
            out.append(begin).append(text).append(begin.isEmpty() ? "" : "\u001b[0m");
        }
        if (selected) {
            out.repeat(" ", Math.max(0, left)).append("\u001b[0m");
        }
        return selected || left <= 0;
    }

    /** At most so many columns, the last one an ellipsis when there were more. */
    static String cut(String text, int width) {
        if (columns(text) <= width) {
            return text;
        }
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            int next = used + Math.max(0, WCWidth.wcwidth(point));
            if (next > width - 1) {
                break;
            }
            used = next;
            end += Character.charCount(point);
        }
        return text.substring(0, end) + (width > 0 ? "…" : "");
    }

    /** Cuts a text at blanks into lines of at most so many columns. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && columns(line.toString()) + 1 + columns(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (columns(rest) > width) {
                String part = cut(rest, width + 1);
                part = part.substring(0, part.length() - 1);
                if (part.isEmpty()) {
                    break; // A character wider than the screen.
                }
                lines.add(part);
                rest = rest.substring(part.length());
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    static int columns(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            columns += point < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(point));
            i += Character.charCount(point);
        }
        return columns;
    }
}
