package io.hydrophone.topology.report;

/** What a terminal is told. */
enum Colour {
    RED(31),
    YELLOW(33),
    BOLD(1),
    FAINT(2);

    private final int code;

    Colour(int code) {
        this.code = code;
    }

    String around(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
