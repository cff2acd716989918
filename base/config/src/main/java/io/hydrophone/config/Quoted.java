package io.hydrophone.config;

/** Users' texts inside messages: short, on one line, and unable to steer a terminal. */
final class Quoted {
    private static final int MAX_VALUE = 60;
    private static final int MAX_MESSAGE = 300;

    private Quoted() {}

    /** A value in quotes. */
    static String of(String text) {
        return "'" + clean(text, MAX_VALUE) + "'";
    }

    /** A message that may have a value in it. */
    static String message(String text) {
        return clean(text, MAX_MESSAGE);
    }

    private static String clean(String text, int most) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> clean.appendCodePoint(isVisible(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > most ? clean.append('…').toString() : clean.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
