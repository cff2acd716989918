package io.hydrophone.alert.series;

import java.util.TreeMap;

/** Reads {@code metric{label="value", other='value'}}, as Prometheus writes series; a metric's name may have dots. */
public final class SeriesNotation {
    /** What is wrong with a text, and where. */
    public static final class Malformed extends Exception {
        private final int offset;

        Malformed(int offset, String message) {
            super(message);
            this.offset = offset;
        }

        /** In characters from the text's begin. */
        public int offset() {
            return offset;
        }
    }

    private final String text;
    private int at;

    private SeriesNotation(String text) {
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @throws Malformed when it is something else
     */
    public static Selector parse(String text) throws Malformed {
        SeriesNotation notation = new SeriesNotation(text);
        notation.blanks();
        String metric = notation.name(true);
        notation.blanks();
        Labels labels = notation.peek() == '{' ? notation.labels() : Labels.NONE;
        notation.blanks();
        if (notation.at < text.length()) {
            throw notation.wrong("nothing is expected behind a series");
        }
        return new Selector(metric, labels);
    }

    private Labels labels() throws Malformed {
        TreeMap<String, String> labels = new TreeMap<>();
        at++;
        blanks();
        while (peek() != '}') {
            int begin = at;
            String name = name(false);
            blanks();
            expect('=');
            blanks();
            if (labels.put(name, quoted()) != null) {
                at = begin;
                throw wrong("the label " + name + " is given twice");
            }
            blanks();
            if (peek() != '}') {
                expect(',');
                blanks();
            }
        }
        at++;
        return Labels.of(labels);
    }

    private String name(boolean metric) throws Malformed {
        int begin = at;
        while (at < text.length() && isPart(text.charAt(at), at == begin, metric)) {
            at++;
        }
        if (at == begin) {
            throw wrong(metric ? "a metric's name is expected" : "a label's name is expected");
        }
        return text.substring(begin, at);
    }

    private static boolean isPart(char c, boolean first, boolean metric) {
        return c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (!first && c >= '0' && c <= '9')
                || (metric && c == ':')
                || (metric && !first && (c == '.' || c == '-' || c == '/'));
    }

    private String quoted() throws Malformed {
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            throw wrong("a value in quotes is expected");
        }
        int begin = at++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            if (at >= text.length()) {
                at = begin;
                throw wrong("this value has no end");
            }
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                c = escaped == 'n' ? '\n' : escaped;
            }
            value.append(c);
        }
        at++;
        return value.toString();
    }

    private void expect(char wanted) throws Malformed {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "' is expected");
        }
        at++;
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n') {
            at++;
        }
    }

    /** NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private Malformed wrong(String message) {
        return new Malformed(at, message);
    }
}
