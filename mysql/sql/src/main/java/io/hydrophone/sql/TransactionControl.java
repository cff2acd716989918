package io.hydrophone.sql;

/**
 * What a statement may do to the transaction that its session is in, by its keywords. Whether it did is not for the text
 * to say: the server's status word does. For one thread at a time, and for a text now and then: it allocates.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html">Statements That Cause an Implicit Commit</a>
 */
public final class TransactionControl {
    /** Begins a transaction, and commits the one before: {@code BEGIN}, {@code START TRANSACTION}, {@code XA START}. */
    public static final int BEGIN = 1;

    public static final int COMMIT = 2;
    /** Not {@code ROLLBACK TO SAVEPOINT}. */
    public static final int ROLLBACK = 4;
    /** Commits before it does anything: definitions, {@code LOCK TABLES}. */
    public static final int IMPLICIT_COMMIT = 8;
    /** May commit, as {@code SET autocommit} and administration do. */
    public static final int MAY_COMMIT = 16;
    /** Does what its text does not say: {@code CALL}, {@code EXECUTE}, a compound statement. */
    public static final int OPAQUE = 32;
    /** Speaks of a transaction of X/Open's XA. */
    public static final int XA = 64;
    /** {@code XA PREPARE}. */
    public static final int PREPARE = 128;

    private static final String[] PLAIN = {
        "select",
        "insert",
        "update",
        "delete",
        "replace",
        "values",
        "with",
        "table",
        "do",
        "show",
        "explain",
        "desc",
        "describe",
        "use",
        "savepoint",
        "release",
        "handler",
        "kill",
        "help",
        "checksum",
        "prepare",
        "deallocate",
        "signal",
        "resignal",
        "get"
    };
    private static final String[] OPAQUE_VERBS = {
        "call", "execute", "if", "case", "while", "loop", "repeat", "for", "declare"
    };
    private static final String[] DEFINITIONS = {"create", "alter", "drop", "rename", "truncate"};

    private final byte[] sql;
    private final Lexer lexer = new Lexer();
    private int token;

    private TransactionControl(byte[] sql, int offset, int length) {
        this.sql = sql;
        lexer.reset(sql, offset, length);
    }

    /** The bits of all statements in the text together, which may be a fingerprint. */
    public static int of(byte[] sql, int offset, int length) {
        return new TransactionControl(sql, offset, length).all();
    }

    private int all() {
        int bits = 0;
        next();
        while (token != Token.END) {
            if (token == Token.SEMICOLON || token == Token.OPEN) {
                next();
            } else {
                bits |= statement();
                while (token != Token.SEMICOLON && token != Token.END) {
                    next();
                }
            }
        }
        return bits;
    }

    private int statement() {
        if (isAny(PLAIN)) {
            return 0;
        }
        if (isAny(OPAQUE_VERBS)) {
            return OPAQUE;
        }
        if (isAny(DEFINITIONS)) {
            return definition();
        }
        if (is("begin")) {
            next();
            return is("not") ? OPAQUE : BEGIN; // BEGIN NOT ATOMIC is MariaDB's compound statement
        }
        if (is("start")) {
            next();
            return is("transaction") ? BEGIN : MAY_COMMIT;
        }
        if (is("commit")) {
            return COMMIT;
        }
        if (is("rollback")) {
            return sees("to") ? 0 : ROLLBACK;
        }
        if (is("set")) {
            return set();
        }
        if (is("lock")) {
            next();
            return is("table") || is("tables") ? IMPLICIT_COMMIT : MAY_COMMIT;
        }
        if (is("load")) {
            next();
            return is("index") ? MAY_COMMIT : 0;
        }
        return is("xa") ? xa() : MAY_COMMIT;
    }

    /** Temporary tables come and go within a transaction. */
    private int definition() {
        next();
        if (is("or")) { // REPLACE
            next();
            next();
        }
        return is("temporary") ? 0 : IMPLICIT_COMMIT;
    }

    private int set() {
        next();
        if (is("statement")) { // MariaDB: SET STATEMENT variables FOR statement
            return OPAQUE;
        }
        while (token != Token.SEMICOLON && token != Token.END) {
            if (is("autocommit") || is("password")) {
                return MAY_COMMIT;
            }
            next();
        }
        return 0;
    }

    private int xa() {
        next();
        if (is("start") || is("begin")) {
            return XA | BEGIN;
        }
        if (is("prepare")) {
            return XA | PREPARE;
        }
        return XA | (is("commit") ? COMMIT : is("rollback") ? ROLLBACK : 0);
    }

    private boolean sees(String word) {
        while (token != Token.SEMICOLON && token != Token.END) {
            if (is(word)) {
                return true;
            }
            next();
        }
        return false;
    }

    private void next() {
        do {
            token = lexer.next();
        } while (Token.leavesNoTrace(token));
    }

    private boolean isAny(String[] words) {
        for (String word : words) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean is(String word) {
        boolean isWord = token == Token.WORD || token == Token.NAME;
        return isWord && lexer.end - lexer.start == word.length() && Keywords.endsWith(sql, lexer.end, word);
    }
}
