package io.hydrophone.probe.top;

/** Emphasis, in the sixteen colours that every terminal has, on whatever background. */
enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    WARN("33"),
    BAD("1;31"),
    ACCENT("36"),
    HEADING("1;36"),
    SELECTED("7");

    /** The parameters of SGR, ECMA-48 8.3.117. */
    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Without colours what is not a colour remains: reverse and bold. */
    String begin(boolean colours) {
        if (this == PLAIN || (!colours && this != SELECTED && this != STRONG && this != HEADING && this != BAD)) {
            return "";
        }
        return "\u001b[" + (colours ? code : this == SELECTED ? "7" : "1") + "m";
    }
}
