package io.hydrophone.sql;

/** What stands in a fingerprint, as far as reductions and spacing ask: small ints, so that sets of them are bit masks. */
final class Kind {
    static final int NONE = 0;
    /** A name, or a keyword that nothing depends on. */
    static final int NAME = 1;
    /** A keyword before which or after which a parenthesis stands apart: {@code FROM (}. */
    static final int CLAUSE = 2;
    /** A clause keyword behind which an expression begins. */
    static final int STARTER = 3;
    /** The same, but called like a function: {@code IF(}. */
    static final int CALLED_STARTER = 4;

    static final int IN = 5;
    static final int NOT = 6;
    /** {@code ?} */
    static final int VALUE = 7;
    /** {@code ?, ...} */
    static final int LIST = 8;
    /** {@code (?)} */
    static final int ROW = 9;
    /** {@code (?), ...} */
    static final int ROWS = 10;
    /** {@code (...)} */
    static final int WIDE_ROW = 11;
    /** {@code (...), ...} */
    static final int WIDE_ROWS = 12;

    static final int COMMA = 13;
    static final int OPEN = 14;
    static final int CLOSE = 15;
    /** The dot of a qualified name. */
    static final int DOT = 16;

    static final int AT = 17;
    static final int ATAT = 18;
    static final int OPERATOR = 19;
    /** One or more unary signs. */
    static final int SIGNS = 20;

    static final int SEMICOLON = 21;
    static final int HINT_OPEN = 22;
    static final int HINT_CLOSE = 23;
    /** A name that keeps its backquotes. */
    static final int QUOTED = 24;
    /** The star of {@code t.*}. */
    static final int WILDCARD = 25;

    private static final int EXPRESSION_BEGINS = set(NONE, STARTER, CALLED_STARTER, IN, NOT, COMMA, OPEN)
            | set(OPERATOR, SIGNS, SEMICOLON, HINT_OPEN, HINT_CLOSE, WILDCARD);
    private static final int VALUES = set(VALUE, LIST);
    private static final int NARROW_ROWS = set(ROW, ROWS);
    private static final int ALL_WIDE_ROWS = set(WIDE_ROW, WIDE_ROWS);
    private static final int PARENTHESES = set(OPEN, ROW, ROWS, WIDE_ROW, WIDE_ROWS);
    private static final int CALLABLE = set(NAME, QUOTED, CALLED_STARTER);
    private static final int NAMES = set(NAME, QUOTED);
    private static final int NO_SPACE_BEFORE = set(COMMA, CLOSE, SEMICOLON, DOT);

    private Kind() {}

    private static int set(int... kinds) {
        int mask = 0;
        for (int kind : kinds) {
            mask |= 1 << kind;
        }
        return mask;
    }

    private static boolean in(int mask, int kind) {
        return (mask >>> kind & 1) != 0;
    }

    static boolean beginsExpression(int kind) {
        return in(EXPRESSION_BEGINS, kind);
    }

    static boolean isName(int kind) {
        return in(NAMES, kind);
    }

    static boolean isValue(int kind) {
        return in(VALUES, kind);
    }

    static boolean isRow(int kind) {
        return in(NARROW_ROWS, kind);
    }

    static boolean isWideRow(int kind) {
        return in(ALL_WIDE_ROWS, kind);
    }

    /** Whether a space stands between the two. Never so that the text would be read as other tokens than these. */
    static boolean spaceBetween(int left, int right) {
        if (left == NONE || left == OPEN || in(NO_SPACE_BEFORE, right)) {
            return false;
        }
        return switch (left) {
            case DOT -> !in(NAMES | 1 << WILDCARD, right);
            case AT -> !in(VALUES | 1 << QUOTED, right);
            case ATAT -> !in(NAMES, right);
            case NAME, QUOTED, CALLED_STARTER ->
                right == AT ? left == CALLED_STARTER : !(in(PARENTHESES, right) && in(CALLABLE, left));
            case VALUE -> right != AT;
            default -> true;
        };
    }
}
