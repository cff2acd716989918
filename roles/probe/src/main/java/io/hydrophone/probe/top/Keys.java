package io.hydrophone.probe.top;

import java.io.IOException;
import org.jline.utils.NonBlockingReader;

/**
 * Keys as numbers: characters as themselves, the others below 0. What a terminal sends for those is in ECMA-48 and in
 * xterm's ctlseqs: {@code ESC [ A}, in application mode {@code ESC O A}, with a number {@code ESC [ 5 ~}.
 */
final class Keys {
    /** Nothing was pressed. */
    static final int NONE = -2;
    /** The terminal is gone. */
    static final int GONE = -1;

    static final int ENTER = -10;
    static final int ESCAPE = -11;
    static final int BACKSPACE = -12;
    static final int UP = -13;
    static final int DOWN = -14;
    static final int LEFT = -15;
    static final int RIGHT = -16;
    static final int PAGE_UP = -17;
    static final int PAGE_DOWN = -18;
    static final int HOME = -19;
    static final int END = -20;
    /** A sequence that is none of these. */
    static final int OTHER = -99;

    /** What comes later than this after an ESC is another key; slow lines included. */
    private static final long SEQUENCE_MILLIS = 50;

    private static final int ESC = 0x1b;

    private Keys() {}

    /** The next key, waiting for at most so long. */
    static int read(NonBlockingReader in, long millis) throws IOException {
        int c = in.read(Math.max(1, millis));
        return switch (c) {
            case NonBlockingReader.READ_EXPIRED -> NONE;
            case NonBlockingReader.EOF -> GONE;
            case '\r', '\n' -> ENTER;
            case 0x7f, '\b' -> BACKSPACE;
            case ESC -> sequence(in);
            default -> character(in, c);
        };
    }

    private static int sequence(NonBlockingReader in) throws IOException {
        int c = in.read(SEQUENCE_MILLIS);
        if (c != '[' && c != 'O') {
            return ESCAPE;
        }
        int number = 0;
        c = in.read(SEQUENCE_MILLIS);
        while ((c >= '0' && c <= '9') || c == ';') {
            number = c == ';' ? number : Math.min(10 * number + c - '0', 999);
            c = in.read(SEQUENCE_MILLIS);
        }
        return switch (c) {
            case 'A' -> UP;
            case 'B' -> DOWN;
            case 'C' -> RIGHT;
            case 'D' -> LEFT;
            case 'H' -> HOME;
            case 'F' -> END;
            case 'M' -> ENTER;
            case '~' -> numbered(number);
            default -> OTHER;
        };
    }

    private static int numbered(int number) {
        return switch (number) {
            case 1, 7 -> HOME;
            case 4, 8 -> END;
            case 5 -> PAGE_UP;
            case 6 -> PAGE_DOWN;
            default -> OTHER;
        };
    }

    /** Beyond the Basic Multilingual Plane a character comes in two halves. */
    private static int character(NonBlockingReader in, int c) throws IOException {
        if (Character.isHighSurrogate((char) c)) {
            int low = in.read(SEQUENCE_MILLIS);
            return low > 0 && Character.isLowSurrogate((char) low)
                    ? Character.toCodePoint((char) c, (char) low)
                    : OTHER;
        }
        return c;
    }
}
