package io.hydrophone.config;

import io.hydrophone.config.Value.Scalar;

/**
 * Finds a character of a scalar's text in the file. YAML folds and indents blank space alone, so the n-th character that is
 * not blank is the same in both; only quotes within quotes are written as two.
 */
final class ScalarPlace {
    private final String written;
    private int index;
    private int line;
    private int column;

    private ScalarPlace(Scalar scalar) {
        written = scalar.written();
        line = scalar.at().line();
        column = scalar.at().column();
    }

    /** The place of the character with this offset; that of the scalar's begin where it cannot be told. */
    static Position of(Scalar scalar, int offset) {
        ScalarPlace place = new ScalarPlace(scalar);
        return place.walk(scalar, offset) ? new Position(place.line, place.column) : scalar.at();
    }

    private boolean walk(Scalar scalar, int offset) {
        if (written.isEmpty()) {
            return false;
        }
        char style = scalar.plain() ? ' ' : written.charAt(0);
        switch (style) {
            case '|', '>' -> header();
            case '\'', '"' -> step();
            default -> {}
        }
        String text = scalar.text();
        int wanted = Math.min(offset, text.length());
        for (int i = 0; i < wanted; i++) {
            if (!isBlank(text.charAt(i))) {
                if (!skipBlank(style)) {
                    return false;
                }
                character(style);
            }
        }
        if (wanted < text.length() && !isBlank(text.charAt(wanted))) {
            return skipBlank(style);
        }
        return true; // right behind what comes before it
    }

    /** The sign of a block and what stands behind it. */
    private void header() {
        while (index < written.length() && written.charAt(index) != '\n') {
            step();
        }
    }

    private boolean skipBlank(char style) {
        while (index < written.length()) {
            if (isBlank(written.charAt(index))) {
                step();
            } else if (style == '"' && written.charAt(index) == '\\' && isEscapedBlank()) {
                step();
                step();
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean isEscapedBlank() {
        return index + 1 < written.length() && "nt \n".indexOf(written.charAt(index + 1)) >= 0;
    }

    private void character(char style) {
        boolean isPair =
                (style == '"' && written.charAt(index) == '\\') || (style == '\'' && written.startsWith("''", index));
        step();
        if (isPair && index < written.length()) {
            step();
        }
    }

    private void step() {
        char c = written.charAt(index++);
        if (c == '\n') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
