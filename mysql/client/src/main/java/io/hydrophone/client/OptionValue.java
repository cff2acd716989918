package io.hydrophone.client;

/** What stands behind the = of an option file's line. */
final class OptionValue {
    private OptionValue() {}

    /** Without quotes around it, or what follows it behind a #; escapes as MySQL's option files have them. */
    static String of(String text) {
        StringBuilder value = new StringBuilder();
        char quote = text.isEmpty() || (text.charAt(0) != '"' && text.charAt(0) != '\'') ? 0 : text.charAt(0);
        for (int i = quote == 0 ? 0 : 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                value.append(escaped(text.charAt(++i)));
            } else if (quote == 0 && c == '#') {
                return value.toString().strip();
            } else if (quote != 0 && c == quote) {
                return value.toString();
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'b' -> "\b";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 's' -> " ";
            case '\\', '"', '\'' -> Character.toString(c);
            default -> "\\" + c;
        };
    }
}
