package io.hydrophone.probe.group;

/** Text of another machine's, on its way into a message for a person. */
final class Foreign {
    private static final int MAX = 128;

    private Foreign() {}

    /** Without what would move a terminal's cursor. */
    static String text(String text) {
        return text.codePoints()
                .limit(MAX)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
