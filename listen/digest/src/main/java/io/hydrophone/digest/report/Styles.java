package io.hydrophone.digest.report;

/** Emphasis by ANSI escapes, when the output is a terminal that wants them. */
public final class Styles {
    private final boolean on;

    public Styles(boolean on) {
        this.on = on;
    }

    public String strong(String text) {
        return styled("1", text);
    }

    public String faint(String text) {
        return styled("2", text);
    }

    public String bad(String text) {
        return styled("31", text);
    }

    public String accent(String text) {
        return styled("36", text);
    }

    private String styled(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
