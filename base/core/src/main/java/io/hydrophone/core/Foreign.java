package io.hydrophone.core;

/** Text that another machine sent, on its way into a message for a person. */
public final class Foreign {
    private Foreign() {}

    /** On one line, without what would move a terminal's cursor, and no longer than a number of characters. */
    public static String text(String text, int most) {
        String visible = text.codePoints()
                .limit(most)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePoints().count() > most ? visible + "…" : visible;
    }
}
