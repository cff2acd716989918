package io.hydrophone.sql;

/**
 * Tells the digests of statements that differ from one met before in nothing but plain literals, at a fraction of a
 * fingerprint's cost: applications send the same text again and again with other numbers and strings.
 *
 * <p>A statement's skeleton is its text with each plain number and each plain string replaced by a mark. Plain are
 * decimal digits that touch no letter, dot or sign of a name, and {@code '...'} of ASCII without backslash, doubled quote
 * or prefix: what a fingerprint replaces by {@code ?} whatever it is. A comment that is nothing but one becomes a mark too,
 * because applications write there what changes with each request. Equal skeletons so have equal fingerprints. A text
 * with other quotes or anything else out of the ordinary has no skeleton and is fingerprinted in full.
 *
 * <p>Skeletons are kept as 64-bit hashes, like digests, in a table of fixed size in which a newer one takes the place
 * of an older. For one thread at a time; allocates nothing.
 */
public final class DigestCache {
    private static final int SLOTS = 1 << 13;
    private static final int NONE = 0;
    /** Marks in a skeleton; control characters like these in a text leave it without one. */
    private static final int NUMBER = 1;

    private static final int STRING = 2;
    private static final int COMMENT = 3;

    private static final byte OTHER = 0;
    private static final byte WORD = 1;
    private static final byte DIGIT = 2;
    private static final byte QUOTE = 3;
    private static final byte BACKQUOTE = 4;
    private static final byte SLASH_OR_MINUS = 5;
    private static final byte STOP = 6;

    private static final byte[] CLASS = classes();

    private final Fingerprinter fingerprinter;
    private final long[] skeletons = new long[SLOTS];
    private final long[] digests = new long[SLOTS];
    private boolean mayHaveComment;

    /** A cache of what this one would say. */
    public DigestCache(Fingerprinter fingerprinter) {
        this.fingerprinter = fingerprinter;
    }

    /** The statement's digest, as {@link Fingerprinter#digest()} tells it. */
    public long digest(byte[] sql, int offset, int length) {
        long skeleton = skeleton(sql, offset, offset + length);
        int slot = (int) (skeleton ^ (skeleton >>> 32)) & (SLOTS - 1);
        if (skeleton != NONE && skeletons[slot] == skeleton) {
            return digests[slot];
        }
        fingerprinter.fingerprint(sql, offset, length);
        if (skeleton != NONE) {
            skeletons[slot] = skeleton;
            digests[slot] = fingerprinter.digest();
        }
        return fingerprinter.digest();
    }

    /** Whether the statement that was told last may have a comment. */
    public boolean mayHaveComment() {
        return mayHaveComment;
    }

    private long skeleton(byte[] sql, int offset, int end) {
        byte[] classes = CLASS;
        mayHaveComment = true; // which stays where there is no skeleton
        long hash = 0xcbf29ce484222325L;
        boolean inWord = false;
        boolean commented = false;
        int at = offset;
        while (at < end) {
            int c = sql[at] & 0xff;
            int mark = c;
            switch (classes[c]) {
                case OTHER -> inWord = false;
                case WORD -> {
                    if (c == '.' && (at + 1 == end || classes[sql[at + 1] & 0xff] == OTHER)) {
                        return NONE; // digits behind t. and white space are a name
                    }
                    inWord = true;
                }
                case DIGIT -> {
                    if (!inWord) {
                        int after = at + 1;
                        while (after < end && classes[sql[after] & 0xff] == DIGIT) {
                            after++;
                        }
                        if (after == end || classes[sql[after] & 0xff] != WORD) {
                            mark = NUMBER;
                            at = after - 1;
                        }
                        inWord = true;
                    }
                }
                case QUOTE -> {
                    int after = inWord ? -1 : stringEnd(sql, at + 1, end);
                    if (after < 0) {
                        return NONE;
                    }
                    mark = STRING;
                    at = after - 1;
                }
                case BACKQUOTE -> {
                    hash = add(hash, c);
                    at++;
                    while (at < end && sql[at] != '`') {
                        hash = add(hash, sql[at++] & 0xff);
                    }
                    inWord = true;
                }
                case SLASH_OR_MINUS -> {
                    if (at + 1 < end && sql[at + 1] == c) {
                        return NONE; // a comment to the line's end
                    }
                    if (at + 1 < end && sql[at + 1] == '*') {
                        int after = commentEnd(sql, at, end);
                        if (after < 0 || (at > offset && sql[at - 1] == '.')) {
                            return NONE;
                        }
                        mark = COMMENT;
                        commented = true;
                        at = after - 1;
                    }
                    inWord = false;
                }
                default -> {
                    return NONE;
                }
            }
            hash = add(hash, mark);
            at++;
        }
        mayHaveComment = commented;
        hash ^= hash >>> 29;
        return hash == NONE ? 1 : hash;
    }

    /** Where a plain string ends, behind its quote, or −1 when it is none. */
    private static int stringEnd(byte[] sql, int from, int end) {
        for (int at = from; at < end; at++) {
            byte c = sql[at];
            if (c == '\'') {
                return at + 1 < end && sql[at + 1] == '\'' ? -1 : at + 1;
            }
            if (c < ' ' || c == '\\') { // bytes from 0x80 up are negative
                return -1;
            }
        }
        return -1;
    }

    /** Where a comment ends, behind its delimiter, or −1 when it is not closed, is executed, a hint or digest text's mark. */
    private static int commentEnd(byte[] sql, int from, int end) {
        if (sql[from] != '/' || from + 3 >= end) {
            return -1;
        }
        byte first = sql[from + 2];
        byte second = sql[from + 3];
        if (first == '!' || first == '+' || (first == 'M' && second == '!') || (first == ' ' && second == ',')) {
            return -1;
        }
        for (int at = from + 2; at + 1 < end; at++) {
            if (sql[at] == '*' && sql[at + 1] == '/') {
                return at + 2;
            }
        }
        return -1;
    }

    /** FNV-1a's step with a multiplier that spreads a byte over all bits. */
    private static long add(long hash, int c) {
        return (hash ^ c) * 0x9e3779b97f4a7c15L;
    }

    private static byte[] classes() {
        byte[] table = new byte[256];
        for (int c = 0; c < 256; c++) {
            if (c < '\t' || (c > '\r' && c < ' ') || c == '"' || c == '#' || c == '\\' || c == '$' || c == 0x7f) {
                table[c] = STOP;
            } else if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '_'
                    || c == '.'
                    || c == '@'
                    || c > 0x7f) {
                table[c] = WORD;
            } else if (c >= '0' && c <= '9') {
                table[c] = DIGIT;
            } else if (c == '/' || c == '-') {
                table[c] = SLASH_OR_MINUS;
            }
        }
        table['\''] = QUOTE;
        table['`'] = BACKQUOTE;
        return table;
    }
}
