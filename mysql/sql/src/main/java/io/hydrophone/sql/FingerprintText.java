package io.hydrophone.sql;

import java.util.Arrays;

/**
 * The text of a fingerprint while it grows, with the last tokens' kinds and places, so that what literals made can be
 * folded: {@code ( ? )} to {@code (?)}, {@code (?) , (?)} to {@code (?), ...}.
 *
 * <p>Reductions look back at most six tokens, so a ring of 32 is enough. Text beyond 128 KiB is hashed and let go, its
 * first 64 KiB kept: the hash always covers all of it, memory never grows beyond that.
 */
final class FingerprintText {
    /** Bytes of text that are kept, whatever the statement's length. */
    static final int KEPT = 64 * 1024;
    /** Bytes of a name that are kept: a name in MySQL has at most 64 characters. */
    static final int MAX_NAME = 1024;

    private static final int CAPACITY = 2 * KEPT;
    private static final int RING = 32;
    private static final byte[] QUESTION = {'?'};
    private static final byte[] LIST = {'?', ',', ' ', '.', '.', '.'};
    private static final byte[] ROW = {'(', '?', ')'};
    private static final byte[] ROWS = {'(', '?', ')', ',', ' ', '.', '.', '.'};
    private static final byte[] WIDE_ROW = {'(', '.', '.', '.', ')'};
    private static final byte[] WIDE_ROWS = {'(', '.', '.', '.', ')', ',', ' ', '.', '.', '.'};

    private final Xxh64 hash = new Xxh64();
    private final byte[] kinds = new byte[RING];
    /** Where each token begins, the space before it included. */
    private final int[] starts = new int[RING];

    private byte[] text = new byte[1024];
    private int length;
    private int tokens;
    /** How much of {@code text} the hash has taken in; beyond 0 only once the text was too long. */
    private int hashed;

    void reset() {
        length = 0;
        tokens = 0;
        hashed = 0;
    }

    byte[] bytes() {
        return text;
    }

    /** Bytes of text there are to read. */
    int length() {
        return Math.min(length, KEPT);
    }

    /** Kind of the token {@code back} places before the last, which is at 0. */
    int kind(int back) {
        return back < tokens ? kinds[(tokens - 1 - back) & (RING - 1)] : Kind.NONE;
    }

    int last() {
        return kind(0);
    }

    /** Begins a token of at most {@code room} bytes: writes the space that belongs before it. */
    void begin(int kind, int room) {
        if (length + room + 1 > text.length) {
            makeRoom(room + 1);
        }
        int left = last();
        int slot = tokens++ & (RING - 1);
        kinds[slot] = (byte) kind;
        starts[slot] = length;
        if (Kind.spaceBetween(left, kind)) {
            text[length++] = ' ';
        }
    }

    /** Appends to the token begun last; the room was asked for by {@link #begin}. */
    void append(int b) {
        text[length++] = (byte) b;
    }

    void append(byte[] b, int offset, int count) {
        System.arraycopy(b, offset, text, length, count);
        length += count;
    }

    void push(int kind, byte[] word) {
        begin(kind, word.length);
        append(word, 0, word.length);
    }

    void push(int kind, int character) {
        begin(kind, 1);
        append(character);
    }

    /** Takes away the last tokens. */
    void pop(int count) {
        tokens -= count;
        length = starts[tokens & (RING - 1)];
    }

    /** A unary sign joins those before it, so that a literal can take them all away. */
    void unarySign(byte sign) {
        if (last() != Kind.SIGNS) {
            push(Kind.SIGNS, sign);
            return;
        }
        if (length + 2 > text.length) {
            makeRoom(2);
        }
        append(' ');
        append(sign);
    }

    void value() {
        if (last() == Kind.SIGNS) {
            pop(1);
        }
        if (last() == Kind.COMMA && Kind.isValue(kind(1))) {
            pop(2);
            push(Kind.LIST, LIST);
        } else {
            push(Kind.VALUE, QUESTION);
        }
    }

    /** {@code ...} of a digest text, or of a fingerprint. */
    void ellipsis() {
        int last = last();
        int before = last == Kind.COMMA ? kind(1) : Kind.NONE;
        if (last == Kind.OPEN) {
            push(Kind.LIST, LIST);
        } else if (Kind.isValue(before)) {
            pop(2);
            push(Kind.LIST, LIST);
        } else if (Kind.isRow(before)) {
            pop(2);
            push(Kind.ROWS, ROWS);
        } else if (Kind.isWideRow(before)) {
            pop(2);
            push(Kind.WIDE_ROWS, WIDE_ROWS);
        } else {
            begin(Kind.OPERATOR, 3);
            append(LIST, 3, 3);
        }
    }

    /** The comment behind a row in a digest text: more rows like it follow. */
    void moreRows() {
        if (last() == Kind.ROW) {
            pop(1);
            push(Kind.ROWS, ROWS);
        } else if (last() == Kind.WIDE_ROW) {
            pop(1);
            push(Kind.WIDE_ROWS, WIDE_ROWS);
        }
    }

    void close() {
        if (kind(1) == Kind.OPEN && last() == Kind.VALUE) {
            pop(2);
            row(Kind.ROW, ROW, Kind.isRow(kind(1)) && last() == Kind.COMMA, Kind.ROWS, ROWS);
        } else if (kind(1) == Kind.OPEN && last() == Kind.LIST) {
            pop(2);
            row(Kind.WIDE_ROW, WIDE_ROW, Kind.isWideRow(kind(1)) && last() == Kind.COMMA, Kind.WIDE_ROWS, WIDE_ROWS);
        } else {
            push(Kind.CLOSE, ')');
        }
    }

    private void row(int one, byte[] oneText, boolean further, int many, byte[] manyText) {
        if (further) {
            pop(2);
            push(many, manyText);
        } else if (last() == Kind.IN) {
            push(Kind.WIDE_ROW, WIDE_ROW); // one literal or many: one class, and no row that others could join
            kinds[(tokens - 1) & (RING - 1)] = Kind.CLOSE;
        } else {
            push(one, oneText);
        }
    }

    /** XXH64 of the whole text. */
    long digest() {
        if (hashed == 0) {
            hash.reset();
            return hash.finish(text, 0, length);
        }
        return hash.finish(text, hashed, length - hashed);
    }

    private void makeRoom(int room) {
        if (text.length < CAPACITY) {
            text = Arrays.copyOf(text, Math.min(CAPACITY, Math.max(text.length * 2, length + room)));
        }
        if (length + room > text.length) {
            letGo();
        }
    }

    /** Hashes and drops what no reduction can reach any more, behind the part that is kept. */
    private void letGo() {
        int oldest = starts[(tokens - Math.min(tokens, RING)) & (RING - 1)];
        if (hashed == 0) {
            hash.reset();
        }
        int from = hashed;
        int whole = Math.max(0, Math.min(oldest, length) - from) & ~31;
        hash.stripes(text, from, whole);
        int next = from + whole;
        int keep = Math.min(next, KEPT);
        System.arraycopy(text, next, text, keep, length - next);
        int moved = next - keep;
        length -= moved;
        hashed = keep;
        for (int i = 0; i < RING; i++) {
            starts[i] -= moved;
        }
    }
}
