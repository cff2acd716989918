package io.hydrophone.app;

import java.io.Console;

/** What is known of the terminal, if there is one. */
final class Terminal {
    private static final int DEFAULT_WIDTH = 160;

    private Terminal() {}

    /** Whether standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // It does return null here: JDK 25 with its own console and no terminal.
    static boolean present() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    static boolean wantsColours() {
        return present() && System.getenv("NO_COLOR") == null;
    }

    /** Columns as the shell exports them, else a width that tables fit in. */
    static int width() {
        String columns = System.getenv("COLUMNS");
        if (columns == null || columns.isEmpty() || columns.length() > 4) {
            return DEFAULT_WIDTH;
        }
        int width = 0;
        for (int i = 0; i < columns.length(); i++) {
            char c = columns.charAt(i);
            if (c < '0' || c > '9') {
                return DEFAULT_WIDTH;
            }
            width = 10 * width + c - '0';
        }
        return width;
    }
}
