package io.hydrophone.sql;

import static io.hydrophone.sql.StatementKind.*;

/** Finds a statement's kind in as few tokens as tell it. Words are compared in place; lives only during one call. */
final class FirstKeywords {
    /** How many tokens {@code CREATE DEFINER = ... SQL SECURITY ... VIEW} and its like may take before the object. */
    private static final int MAX_TOKENS = 32;

    private static final int OTHER_OBJECT = 9;
    private static final String[] OBJECTS = {
        "table",
        "tables",
        "index",
        "database",
        "schema",
        "view",
        "user",
        "procedure",
        "function",
        "trigger",
        "event",
        "role",
        "server",
        "tablespace",
        "logfile",
        "resource",
        "reference",
        "library",
        "instance"
    };
    /** Which object each of the first words in that list names, in the order that {@link #object} takes. */
    private static final int[] SYNONYMS = {0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8};

    private final byte[] sql;
    private final Lexer lexer = new Lexer();

    FirstKeywords(byte[] sql, int offset, int length) {
        this.sql = sql;
        lexer.reset(sql, offset, length);
    }

    StatementKind kind() {
        int token = next();
        while (token == Token.OPEN || token == Token.SEMICOLON) {
            token = next();
        }
        return token == Token.WORD ? ofVerb() : OTHER;
    }

    private StatementKind ofVerb() {
        return switch (ByteClass.lower(sql[lexer.start])) {
            case 'a' -> is("alter") ? alter() : is("analyze") ? ANALYZE : OTHER;
            case 'b' -> is("begin") ? BEGIN : OTHER;
            case 'c' -> {
                if (is("commit")) {
                    yield COMMIT;
                }
                yield is("call")
                        ? CALL
                        : is("create") ? create() : is("check") ? CHECK : is("checksum") ? CHECKSUM : OTHER;
            }
            case 'd' -> {
                if (is("delete")) {
                    yield DELETE;
                }
                if (is("drop")) {
                    yield drop();
                }
                yield is("do") ? DO : is("deallocate") ? DEALLOCATE : is("desc") || is("describe") ? EXPLAIN : OTHER;
            }
            case 'e' -> is("execute") ? EXECUTE : is("explain") ? EXPLAIN : OTHER;
            case 'f' -> is("flush") ? FLUSH : OTHER;
            case 'g' -> is("grant") ? GRANT : OTHER;
            case 'h' -> is("handler") ? HANDLER : OTHER;
            case 'i' -> is("insert") ? INSERT : OTHER;
            case 'k' -> is("kill") ? KILL : OTHER;
            case 'l' -> is("load") ? LOAD : is("lock") ? followedBy("tables", "table", LOCK_TABLES, OTHER) : OTHER;
            case 'o' -> is("optimize") ? OPTIMIZE : OTHER;
            case 'p' -> is("prepare") ? PREPARE : OTHER;
            case 'r' -> ofVerbInR();
            case 's' -> ofVerbInS();
            case 't' -> is("table") ? SELECT : is("truncate") ? TRUNCATE : OTHER;
            case 'u' -> {
                if (is("update")) {
                    yield UPDATE;
                }
                yield is("use") ? USE : is("unlock") ? followedBy("tables", "table", UNLOCK_TABLES, OTHER) : OTHER;
            }
            case 'v' -> is("values") ? SELECT : OTHER;
            case 'w' -> is("with") ? behindWith() : OTHER;
            case 'x' -> is("xa") ? XA : OTHER;
            default -> OTHER;
        };
    }

    private StatementKind ofVerbInR() {
        if (is("replace")) {
            return REPLACE;
        }
        if (is("rollback")) {
            for (int i = 0; i < 2; i++) {
                if (next() == Token.WORD && is("to")) {
                    return ROLLBACK_TO_SAVEPOINT;
                }
            }
            return ROLLBACK;
        }
        if (is("release")) {
            return followedBy("savepoint", "savepoint", RELEASE_SAVEPOINT, OTHER);
        }
        return is("rename")
                ? followedBy("table", "tables", RENAME, OTHER)
                : is("revoke") ? REVOKE : is("repair") ? REPAIR : is("reset") ? RESET : OTHER;
    }

    private StatementKind ofVerbInS() {
        if (is("select")) {
            return SELECT;
        }
        return is("set")
                ? SET
                : is("show")
                        ? SHOW
                        : is("start")
                                ? followedBy("transaction", "transaction", BEGIN, OTHER)
                                : is("savepoint") ? SAVEPOINT : OTHER;
    }

    /** {@code WITH a AS (...), b AS (...)} and then, outside of all parentheses, the statement's verb. */
    private StatementKind behindWith() {
        int depth = 0;
        for (int token = next(); token != Token.END; token = next()) {
            if (token == Token.OPEN) {
                depth++;
            } else if (token == Token.CLOSE) {
                depth--;
            } else if (token == Token.WORD && depth == 0) {
                if (is("select") || is("table") || is("values")) {
                    return SELECT;
                }
                if (is("update")) {
                    return UPDATE;
                }
                if (is("delete")) {
                    return DELETE;
                }
            }
        }
        return SELECT;
    }

    private StatementKind create() {
        return object(new StatementKind[] {
            CREATE_TABLE,
            CREATE_INDEX,
            CREATE_DB,
            CREATE_VIEW,
            CREATE_USER,
            CREATE_PROCEDURE,
            CREATE_FUNCTION,
            CREATE_TRIGGER,
            CREATE_EVENT
        });
    }

    private StatementKind alter() {
        return object(new StatementKind[] {
            ALTER_TABLE, OTHER, ALTER_DB, ALTER_VIEW, ALTER_USER, ALTER_PROCEDURE, ALTER_FUNCTION, OTHER, ALTER_EVENT
        });
    }

    private StatementKind drop() {
        return object(new StatementKind[] {
            DROP_TABLE,
            DROP_INDEX,
            DROP_DB,
            DROP_VIEW,
            DROP_USER,
            DROP_PROCEDURE,
            DROP_FUNCTION,
            DROP_TRIGGER,
            DROP_EVENT
        });
    }

    /** The first word that names an object decides, in the order table, index, database, view, user, and so on. */
    private StatementKind object(StatementKind[] kinds) {
        int before = Token.WORD;
        for (int i = 0; i < MAX_TOKENS; i++) {
            int token = next();
            if (token == Token.END) {
                return OTHER;
            }
            if (token == Token.WORD && before != Token.OPERATOR) {
                int object = object();
                if (object >= 0) {
                    return object == OTHER_OBJECT ? OTHER : kinds[object];
                }
            }
            before = token;
        }
        return OTHER;
    }

    /** The place of the object's word in the order above; negative when the word names none. */
    private int object() {
        for (int i = 0; i < OBJECTS.length; i++) {
            if (is(OBJECTS[i])) {
                return i < SYNONYMS.length ? SYNONYMS[i] : OTHER_OBJECT;
            }
        }
        return -1;
    }

    private StatementKind followedBy(String one, String other, StatementKind then, StatementKind otherwise) {
        return next() == Token.WORD && (is(one) || is(other)) ? then : otherwise;
    }

    private int next() {
        int token = lexer.next();
        while (token == Token.COMMENT || token == Token.ROWS_MARK) {
            token = lexer.next();
        }
        return token;
    }

    private boolean is(String word) {
        return lexer.end - lexer.start == word.length() && Keywords.endsWith(sql, lexer.end, word);
    }
}
