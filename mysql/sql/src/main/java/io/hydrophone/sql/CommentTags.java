package io.hydrophone.sql;

/**
 * Reads what applications write about themselves in a comment before or behind a statement: {@code
 * controller='index',route='%2Fpoll'} as sqlcommenter does, {@code app:web,controller:index} as Marginalia does, or a
 * W3C {@code traceparent} alone. A comment that is not of such a form has no tags. Nothing is allocated; for one thread at
 * a time.
 *
 * @see <a href="https://google.github.io/sqlcommenter/spec/">sqlcommenter specification</a>
 */
public final class CommentTags {
    /** Of a value kept, in bytes. */
    public static final int MAX_VALUE = 128;

    /** Of a name, in bytes; a longer one is none. */
    public static final int MAX_NAME = 64;

    /** How far from the end a last comment is looked for, in bytes. */
    private static final int MAX_COMMENT = 4 << 10;

    private static final byte[] TRACEPARENT = {'t', 'r', 'a', 'c', 'e', 'p', 'a', 'r', 'e', 'n', 't'};
    private static final int TRACEPARENT_LENGTH = 55;

    private final byte[] name = new byte[MAX_NAME];
    private final byte[] value = new byte[MAX_VALUE];
    private int nameLength;
    private int valueLength;

    private byte[] sql;
    private int at;
    private int end;
    /** The last comment, which is read after the first; empty when there is none. */
    private int lastFrom;

    private int lastTo;

    /** Whether a text begins or ends with a comment: in no time, for the most texts have none. */
    public static boolean mayBeIn(byte[] sql, int offset, int length) {
        if (length < 4) {
            return false;
        }
        byte last = sql[offset + length - 1];
        return (sql[offset] == '/' && sql[offset + 1] == '*')
                || ((last == '/' || last == ';' || ByteClass.isSpace(last))
                        && endOfLast(sql, offset, offset + length) > 0);
    }

    /** Begins to read a text. */
    public void reset(byte[] text, int offset, int length) {
        sql = text;
        int limit = offset + length;
        at = 0;
        end = 0;
        lastFrom = 0;
        lastTo = 0;
        int behindFirst = offset;
        if (length >= 4 && text[offset] == '/' && text[offset + 1] == '*') {
            int close = find(text, offset + 2, limit, '*', '/');
            if (close < 0) {
                return;
            }
            behindFirst = close + 2;
            if (isPlain(offset)) {
                at = offset + 2;
                end = close;
            }
        }
        int close = endOfLast(text, behindFirst, limit);
        int open = close - 2;
        while (open > behindFirst && open > close - MAX_COMMENT && !(text[open] == '/' && text[open + 1] == '*')) {
            open--;
        }
        if (close > 0 && open >= behindFirst && text[open] == '/' && text[open + 1] == '*' && isPlain(open)) {
            lastFrom = open + 2;
            lastTo = close;
        }
    }

    /** Goes to the next tag; false when there is none any more. */
    public boolean next() {
        while (true) {
            if (tag()) {
                return true;
            }
            if (lastTo == 0) {
                return false;
            }
            at = lastFrom;
            end = lastTo;
            lastTo = 0;
        }
    }

    /** Holds the tag's name from 0 to {@link #nameLength()}. */
    public byte[] name() {
        return name;
    }

    public int nameLength() {
        return nameLength;
    }

    /** Holds the tag's value, decoded, from 0 to {@link #valueLength()}. */
    public byte[] value() {
        return value;
    }

    /** At most {@value #MAX_VALUE}: what is longer is cut there, between characters. */
    public int valueLength() {
        return valueLength;
    }

    private boolean tag() {
        spaces();
        if (at >= end) {
            return false;
        }
        if (isTraceparent()) {
            System.arraycopy(TRACEPARENT, 0, name, 0, TRACEPARENT.length);
            nameLength = TRACEPARENT.length;
            valueLength = 0;
            bare();
        } else if (!named() || !assigned()) {
            at = end; // prose
            return false;
        }
        spaces();
        if (at < end && sql[at] != ',') {
            at = end;
            return false;
        }
        at++;
        return true;
    }

    private boolean named() {
        nameLength = 0;
        while (at < end && (ByteClass.isWord(sql[at]) || sql[at] == '-' || sql[at] == '.' || sql[at] == '%')) {
            if (nameLength == MAX_NAME) {
                return false;
            }
            name[nameLength++] = (byte) decoded();
        }
        return nameLength > 0;
    }

    private boolean assigned() {
        spaces();
        if (at >= end || (sql[at] != '=' && sql[at] != ':')) {
            return false;
        }
        at++;
        spaces();
        valueLength = 0;
        if (at < end && sql[at] == '\'') {
            return quoted();
        }
        bare();
        return true;
    }

    private boolean quoted() {
        at++;
        while (at < end) {
            if (sql[at] == '\'') {
                at++;
                cutCharacter();
                return true;
            }
            if (sql[at] == '\\' && at + 1 < end) {
                at++;
            }
            append(decoded());
        }
        return false;
    }

    private void bare() {
        while (at < end && sql[at] != ',') {
            append(decoded());
        }
        while (valueLength > 0 && ByteClass.isSpace(value[valueLength - 1])) {
            valueLength--;
        }
        cutCharacter();
    }

    /** The byte here, or the one that {@code %2F} stands for; goes behind it. */
    private int decoded() {
        byte c = sql[at++];
        if (c == '%' && at + 1 < end) {
            int high = Character.digit(sql[at], 16);
            int low = Character.digit(sql[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high << 4 | low;
            }
        }
        return c;
    }

    private void append(int b) {
        if (valueLength < MAX_VALUE) {
            value[valueLength++] = (byte) b;
        }
    }

    /** Takes the beginning of a character away that the bound has cut. */
    private void cutCharacter() {
        if (valueLength == MAX_VALUE) {
            int last = valueLength - 1;
            while (last > MAX_VALUE - 4 && (value[last] & 0xc0) == 0x80) {
                last--;
            }
            int lead = value[last] & 0xff;
            int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
            if (last + size > MAX_VALUE) {
                valueLength = last;
            }
        }
    }

    /** {@code 00-<32 digits>-<16 digits>-<2 digits>}, and nothing else in the comment. */
    private boolean isTraceparent() {
        if (end - at < TRACEPARENT_LENGTH || sql[at + 2] != '-' || sql[at + 35] != '-' || sql[at + 52] != '-') {
            return false;
        }
        for (int i = 0; i < TRACEPARENT_LENGTH; i++) {
            if (i != 2 && i != 35 && i != 52 && !ByteClass.isHexDigit(sql[at + i])) {
                return false;
            }
        }
        return true;
    }

    private void spaces() {
        while (at < end && ByteClass.isSpace(sql[at])) {
            at++;
        }
    }

    /** Not one that is executed, and not a hint. */
    private boolean isPlain(int open) {
        return sql[open + 2] != '!' && sql[open + 2] != '+' && sql[open + 2] != 'M';
    }

    /** Where the delimiter stands with which the text ends but for white space and semicolons; −1 when it does not. */
    private static int endOfLast(byte[] sql, int from, int limit) {
        int e = limit;
        while (e > from && (ByteClass.isSpace(sql[e - 1]) || sql[e - 1] == ';')) {
            e--;
        }
        return e - from >= 4 && sql[e - 1] == '/' && sql[e - 2] == '*' ? e - 2 : -1;
    }

    private static int find(byte[] sql, int from, int limit, char first, char second) {
        for (int i = from; i + 1 < limit; i++) {
            if (sql[i] == first && sql[i + 1] == second) {
                return i;
            }
        }
        return -1;
    }
}
