package io.hydrophone.agent.log;

/**
 * A text that a regular expression may look at for so long, some milliseconds, and no longer: some expressions take as good
 * as for ever on some lines, and nothing else ends them.
 */
final class BoundedText implements CharSequence {
    private static final int MOST_READS = 2_000_000;

    /** Told once the text was looked at for too long. */
    static final class TooLong extends RuntimeException {
        TooLong() {
            super("a regular expression did not come to an end", null, false, false);
        }
    }

    private final String text;
    private int reads;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++reads > MOST_READS) {
            throw new TooLong();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
