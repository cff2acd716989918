package io.hydrophone.sql;

import java.util.Arrays;

/**
 * The effects of queries and expressions, told by what they call, where they read into, and what they lock. Whatever is
 * called must be built in; so a name before a parenthesis must be nothing else than a function, and common table
 * expressions are followed, whose names stand before one too.
 */
final class ExpressionEffects {
    /** What a parenthesis encloses. */
    private static final byte EXPRESSION = 0;

    private static final byte COMMON_TABLE_COLUMNS = 1;
    private static final byte COMMON_TABLE_BODY = 2;

    /** Where in {@code WITH name (columns) AS (body), ...} the current token stands. */
    private enum CommonTable {
        NONE,
        NAME,
        BEHIND_NAME,
        BODY,
        BEHIND_BODY
    }

    private final TokenWindow tokens;
    private final Dialect dialect;

    private byte[] parentheses = new byte[16];
    private int depth;
    private boolean queriesLock;
    private CommonTable commonTable = CommonTable.NONE;
    private Effect worst = Effect.PLAIN_READ;

    ExpressionEffects(TokenWindow tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    /** Reads a query to the statement's end. */
    Effect toEnd() {
        queriesLock = false;
        return read(false);
    }

    /** Reads expressions of a statement that is no query to its end: InnoDB locks the rows that subqueries in it read. */
    Effect ofCommand() {
        queriesLock = true;
        return read(false);
    }

    /** The same to a comma outside of parentheses. */
    Effect ofCommandToComma() {
        queriesLock = true;
        return read(true);
    }

    private Effect read(boolean toComma) {
        worst = Effect.PLAIN_READ;
        depth = 0;
        commonTable = CommonTable.NONE;
        while (!tokens.atEnd() && !(toComma && depth == 0 && tokens.kind() == Token.COMMA)) {
            token();
            tokens.advance();
        }
        return worst;
    }

    private void token() {
        CommonTable table = commonTable;
        commonTable = CommonTable.NONE;
        switch (tokens.kind()) {
            case Token.OPEN -> open(table);
            case Token.CLOSE -> close();
            case Token.COMMA -> commonTable = table == CommonTable.BEHIND_BODY ? CommonTable.NAME : CommonTable.NONE;
            case Token.WORD, Token.NAME, Token.QUOTED, Token.NOTHING -> name(table);
            case Token.OPERATOR -> {
                if (tokens.isAssignment()) {
                    found(Effect.ASSIGNS);
                }
            }
            case Token.DOLLAR_QUOTED -> found(Effect.UNKNOWN);
            default -> {}
        }
    }

    private void open(CommonTable table) {
        if (depth == parentheses.length) {
            parentheses = Arrays.copyOf(parentheses, 2 * depth);
        }
        parentheses[depth++] = switch (table) {
            case BEHIND_NAME -> COMMON_TABLE_COLUMNS;
            case BODY -> COMMON_TABLE_BODY;
            default -> EXPRESSION;
        };
    }

    private void close() {
        if (depth == 0) {
            return;
        }
        commonTable = switch (parentheses[--depth]) {
            case COMMON_TABLE_COLUMNS -> CommonTable.BEHIND_NAME;
            case COMMON_TABLE_BODY -> CommonTable.BEHIND_BODY;
            default -> CommonTable.NONE;
        };
    }

    private void name(CommonTable table) {
        if (table == CommonTable.NAME) {
            commonTable = tokens.is("recursive") ? CommonTable.NAME : CommonTable.BEHIND_NAME;
            return;
        }
        if (table == CommonTable.BEHIND_NAME && tokens.is("as")) {
            commonTable = CommonTable.BODY;
            return;
        }
        if (tokens.isBehindDot() && isNextValue()) { // sequence.NEXTVAL of MariaDB's sql_mode=ORACLE
            found(Effect.HAS_EFFECTS);
        }
        if (tokens.kind(1) == Token.OPEN) {
            call();
        }
        if (tokens.kind() == Token.WORD) {
            word();
        }
    }

    private boolean isNextValue() {
        String name = tokens.lower();
        return name.equals("nextval") || name.equals("`nextval`");
    }

    private void call() {
        if (tokens.isBehind("as")) { // an alias or a type; nothing is called there
            return;
        }
        boolean apart = tokens.start(1) > tokens.end(0);
        boolean builtIn =
                tokens.kind() == Token.WORD && !tokens.isBehindDot() && BuiltIns.allow(tokens.lower(), apart, dialect);
        if (!builtIn || (tokens.is("last_insert_id") && tokens.kind(2) != Token.CLOSE)) {
            found(Effect.HAS_EFFECTS);
        }
    }

    private void word() {
        if (queriesLock && (tokens.is("select") || tokens.is("table"))) {
            found(Effect.LOCKS);
        } else if (tokens.is("with")) {
            commonTable = CommonTable.NAME;
        } else if (tokens.is("into")) {
            found(
                    tokens.is(1, "outfile") || tokens.is(1, "dumpfile")
                            ? Effect.WRITES_FILE
                            : tokens.kind(1) == Token.AT ? Effect.ASSIGNS : Effect.UNKNOWN);
        } else if (tokens.is("lock") || (tokens.is("for") && (tokens.is(1, "update") || tokens.is(1, "share")))) {
            found(Effect.LOCKS);
        } else if (tokens.is("update") && tokens.isBehind("for")) {
            found(Effect.LOCKS);
        } else if (isChange()) {
            found(Effect.WRITES);
        } else if (tokens.is("value") && tokens.is(1, "for")) { // NEXT VALUE FOR
            found(Effect.HAS_EFFECTS);
        } else if (tokens.is("procedure")) {
            found(Effect.UNKNOWN);
        }
    }

    private boolean isChange() {
        boolean called = tokens.kind(1) == Token.OPEN;
        return tokens.is("update")
                || tokens.is("delete")
                || (!called && (tokens.is("insert") || tokens.is("replace")))
                || tokens.is("create")
                || tokens.is("alter")
                || tokens.is("drop")
                || tokens.is("call")
                || tokens.is("load");
    }

    private void found(Effect effect) {
        worst = worst.and(effect);
    }
}
