package io.hydrophone.sql;

/** The kinds of token that {@link Lexer} tells apart. Plain ints: the lexer runs for every query that is heard. */
final class Token {
    static final int END = 0;
    /** An unquoted word that may be a keyword. */
    static final int WORD = 1;
    /** An unquoted word where only a name can stand: beside a dot, behind {@code @@}. */
    static final int NAME = 2;
    /** A name in backquotes; its span includes them. */
    static final int QUOTED = 3;
    /** A literal or a placeholder. */
    static final int VALUE = 4;
    /** The unquoted word behind a single {@code @}: a user variable or a host. MySQL's digest takes it for a value. */
    static final int VARIABLE = 5;
    /** {@code ...}, which only digest text has. */
    static final int ELLIPSIS = 6;

    static final int COMMA = 7;
    static final int OPEN = 8;
    static final int CLOSE = 9;
    static final int DOT = 10;
    static final int SEMICOLON = 11;
    static final int AT = 12;
    static final int ATAT = 13;
    /** {@code +} or {@code -}, unary or binary. */
    static final int SIGN = 14;

    static final int OPERATOR = 15;
    /** A comment that is not executed; its span includes the delimiters, for a line comment not the line's end. */
    static final int COMMENT = 16;
    /** The comment with which digest text marks further rows: {@code /* , ... *}{@code /}. */
    static final int ROWS_MARK = 17;

    static final int HINT_OPEN = 18;
    static final int HINT_CLOSE = 19;
    /** A character set before a literal: {@code _utf8mb4'x'}, in digest text {@code (_charset)}. */
    static final int INTRODUCER = 20;
    /** {@code $$ body $$} of a stored program in another language (MySQL 9). */
    static final int DOLLAR_QUOTED = 21;

    /** A quoted name without a character: MySQL's digest leaves it out. */
    static final int NOTHING = 22;

    private static final int TRACELESS = 1 << COMMENT | 1 << ROWS_MARK | 1 << INTRODUCER | 1 << NOTHING;

    private Token() {}

    /** Whether what follows reads as if this token were not there. */
    static boolean leavesNoTrace(int token) {
        return (TRACELESS >>> token & 1) != 0;
    }
}
