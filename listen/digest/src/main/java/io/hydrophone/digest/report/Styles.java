package io.hydrophone.digest.report;

/** Emphasis by ANSI escapes, when the output is a terminal that wants them. */
final class Styles {
    private final boolean on;

    Styles(boolean on) {
        this.on = on;
    }

    String strong(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    String bad(String text) {
        return styled("31", text);
    }

    String accent(String text) {
        return styled("36", text);
    }

    private String styled(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
