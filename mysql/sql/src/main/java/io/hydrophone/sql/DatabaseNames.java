package io.hydrophone.sql;

import java.util.Arrays;
import java.util.Set;

/**
 * Finds the names of databases in one text. A name of three parts begins with a database, one of two parts does when it
 * is called or stands where a table, routine or view is named; one of one part only behind {@code USE}, {@code DATABASE}
 * and their like. Which place is which is told by the words before, for each level of parentheses.
 */
final class DatabaseNames {
    /** The next name is a table's, or of something else that lives in a database. */
    private static final int EXPECTS = 1;
    /** So is the one behind the next comma. */
    private static final int LIST = 2;
    /** {@code FROM} begins a list of tables; else it belongs to a function as {@code TRIM}. */
    private static final int QUERY = 4;

    /** Words between the one that announces a name and the name. */
    private static final Set<String> BETWEEN = words(
            "low_priority high_priority delayed quick ignore if not exists only table"
                    + " tables into local lateral no_write_to_binlog temporary or replace from to as oj view sequence body event");
    /** What ends a list of tables. */
    private static final Set<String> CLAUSES =
            words("where group having order limit set values window union except intersect" + " returning");
    /** Statements that begin with the word and then a name. */
    private static final Set<String> ANNOUNCING = words("truncate call handler desc describe explain");

    private static final Set<String> DEFINING = words("create drop alter show grant revoke rename");
    private static final Set<String> DEFINED =
            words("view trigger event procedure function sequence package body library");
    private static final Set<String> TABLES_SHOWN = words("columns fields index indexes keys");

    private final DatabaseRemap remap;
    private final byte[] sql;
    private final TokenWindow tokens;
    private final PreparedText prepared;
    private final RewrittenText text;

    private byte[] levels = new byte[16];
    private int depth;
    private String verb = "";
    private boolean queried;
    /** Behind {@code ON} comes a table: of a grant, a trigger, an index. */
    private boolean onTable;

    private boolean granted;
    private boolean createsTable;
    private boolean expectsDatabase;
    private boolean showsTable;
    private int shownFrom;

    DatabaseNames(DatabaseRemap remap, PreparedText prepared, byte[] sql, Lexer lexer) {
        this.remap = remap;
        this.prepared = prepared;
        this.sql = sql;
        this.tokens = new TokenWindow(lexer, sql, 0, sql.length);
        this.text = new RewrittenText(sql);
    }

    /** The text with the new names; the same array when there are none. */
    byte[] rewritten() {
        boolean hint = false;
        begin();
        while (tokens.kind() != Token.END) {
            int kind = tokens.kind();
            if (hint) {
                hint = kind != Token.HINT_CLOSE;
            } else if (kind == Token.HINT_OPEN) {
                hint = true;
            } else if (kind == Token.SEMICOLON) {
                begin();
                continue;
            } else if (tokens.isName(0)) {
                name();
                continue;
            } else {
                mark(kind);
            }
            tokens.advance();
        }
        return text.bytes();
    }

    /** A new statement; its first word tells how to read the rest. */
    private void begin() {
        while (tokens.kind() == Token.SEMICOLON) {
            tokens.advance();
        }
        depth = 0;
        levels[0] = 0;
        verb = tokens.kind() == Token.WORD ? tokens.lower() : "";
        queried = false;
        onTable = false;
        createsTable = false;
        granted = verb.equals("grant") || verb.equals("revoke");
        expectsDatabase = verb.equals("use");
        showsTable = false;
        shownFrom = 0;
        if (ANNOUNCING.contains(verb)) {
            set(EXPECTS);
            tokens.advance();
        } else if (expectsDatabase) {
            tokens.advance();
        } else {
            prepared.rewrite(sql, tokens, text);
        }
    }

    private void mark(int kind) {
        if (kind == Token.OPEN) {
            open();
        } else if (kind == Token.CLOSE) {
            depth = Math.max(0, depth - 1);
        } else if (kind == Token.COMMA) {
            if (has(LIST)) {
                set(EXPECTS);
            }
        } else if (!tokens.isOperator('{')) { // FROM { OJ a.t LEFT OUTER JOIN ... }
            expectsDatabase = false;
            clear(EXPECTS);
        }
    }

    private void open() {
        int inner = 0;
        if (has(EXPECTS)) { // FROM (a.t, a.u)
            clear(EXPECTS);
            inner = EXPECTS | LIST;
        } else if (tokens.isBehind("nextval") || tokens.isBehind("setval") || tokens.isBehind("lastval")) {
            inner = EXPECTS;
        }
        if (++depth == levels.length) {
            levels = Arrays.copyOf(levels, 2 * depth);
        }
        levels[depth] = (byte) inner;
    }

    private void name() {
        boolean qualified = tokens.kind(1) == Token.DOT;
        if (qualified && !tokens.isBehindDot() && tokens.before() != Token.AT && tokens.before() != Token.ATAT) {
            qualifiedName();
            return;
        }
        if (expectsDatabase && !tokens.is("if") && !tokens.is("not") && !tokens.is("exists")) {
            expectsDatabase = false;
            replace();
        } else if (tokens.kind() == Token.WORD && !tokens.isBehindDot() && tokens.before() != Token.ATAT) {
            word();
        } else {
            clear(EXPECTS);
        }
        tokens.advance();
    }

    private void qualifiedName() {
        int parts = 1;
        int ahead = 0;
        while (parts < 3 && tokens.kind(ahead + 1) == Token.DOT && tokens.isName(ahead + 2)) {
            parts++;
            ahead += 2;
        }
        boolean star = parts < 3 && tokens.kind(ahead + 1) == Token.DOT;
        boolean database = parts == 3
                || (parts == 2 && (star || has(EXPECTS) || isCall()))
                || (parts == 1 && star && granted && has(EXPECTS));
        if (database) {
            replace();
        }
        expectsDatabase = false;
        clear(EXPECTS);
        for (int i = 0; i <= ahead; i++) {
            tokens.advance();
        }
    }

    /** {@code a.f(...)}; but {@code t.c(+)} is how sql_mode=ORACLE writes an outer join. */
    private boolean isCall() {
        return tokens.kind(3) == Token.OPEN && !(tokens.kind(4) == Token.SIGN && tokens.kind(5) == Token.CLOSE);
    }

    private void replace() {
        String name = remap.renamed(sql, tokens.start(0), tokens.end(0));
        if (name != null) {
            text.replaceName(tokens.start(0), tokens.end(0), name);
        }
    }

    private void word() {
        String word = tokens.lower();
        boolean called = tokens.kind(1) == Token.OPEN;
        switch (word) {
            case "select" -> {
                queried = !granted;
                clear(EXPECTS | LIST);
                set(QUERY);
            }
            case "from", "in" -> from(word);
            case "join" -> set(EXPECTS);
            case "straight_join" -> {
                if (has(LIST)) {
                    set(EXPECTS);
                }
            }
            case "into" -> {
                clear(LIST);
                set(EXPECTS);
            }
            case "insert", "replace" -> {
                if (!called && !tokens.is(1, "on")) {
                    set(EXPECTS);
                }
            }
            case "update" -> update();
            case "delete" -> {
                if (!tokens.is(1, "on") && !tokens.isBehind("on")) {
                    set(EXPECTS | LIST | QUERY);
                }
            }
            case "table", "tables" -> {
                createsTable = verb.equals("create") && !queried;
                if (!has(QUERY) || word.equals("table")) {
                    set(EXPECTS | LIST);
                }
            }
            case "references", "call" -> set(EXPECTS);
            case "rename", "to" -> {
                if (DEFINING.contains(verb)) {
                    set(EXPECTS);
                }
            }
            case "like" -> {
                shownFrom = 2;
                if (createsTable && !queried && (depth == 0 || tokens.before() == Token.OPEN)) {
                    set(EXPECTS);
                }
            }
            case "on" -> on();
            case "for" -> {
                if (tokens.isBehind("value")) {
                    set(EXPECTS);
                }
            }
            case "of" -> {
                if (tokens.isBehind("update") || tokens.isBehind("share")) {
                    set(EXPECTS | LIST);
                }
            }
            case "using" -> {
                clear(EXPECTS);
                if (verb.equals("delete") && !called) {
                    set(EXPECTS | LIST);
                }
            }
            case "database", "schema" -> expectsDatabase |= namesDatabase(called);
            case "index" -> {
                onTable |= DEFINING.contains(verb) && !queried;
                if (verb.equals("cache")) {
                    set(EXPECTS | LIST);
                }
                showsTable |= verb.equals("show");
            }
            case "cache" -> {
                if (verb.equals("load")) {
                    set(EXPECTS | LIST);
                }
            }
            default -> other(word);
        }
    }

    private void other(String word) {
        if (CLAUSES.contains(word)) {
            clear(EXPECTS | LIST);
        } else if (DEFINED.contains(word) && DEFINING.contains(verb) && !queried) {
            onTable |= word.equals("trigger");
            set(verb.equals("drop") ? EXPECTS | LIST : EXPECTS);
        } else if (!BETWEEN.contains(word)) {
            clear(EXPECTS);
        }
        showsTable |= verb.equals("show") && TABLES_SHOWN.contains(word);
        if (word.equals("where")) {
            shownFrom = 2;
        }
    }

    /** {@code FROM}; {@code IN} means the same behind {@code SHOW}. */
    private void from(String word) {
        if (verb.equals("show") && depth == 0) {
            shownFrom++;
            if (shownFrom == 1 && showsTable) {
                set(EXPECTS);
            } else {
                expectsDatabase = shownFrom <= 2;
            }
        } else if (word.equals("in")) {
            clear(EXPECTS);
        } else if (has(QUERY) ? !isFunctionsFrom() : depth == 0) {
            set(EXPECTS | LIST);
        }
    }

    /** {@code NTH_VALUE(c, 2) FROM FIRST OVER w} */
    private boolean isFunctionsFrom() {
        return tokens.is(1, "first") && (tokens.is(2, "over") || tokens.is(2, "respect"));
    }

    private void update() {
        boolean ofRows = tokens.isBehind("for") || tokens.isBehind("key") || tokens.isBehind("on");
        if (ofRows) {
            clear(EXPECTS | LIST);
        } else if (!tokens.is(1, "on")) {
            set(EXPECTS | LIST);
        }
    }

    private void on() {
        boolean ofChange = tokens.isBehind("insert") || tokens.isBehind("update") || tokens.isBehind("delete");
        if (granted || (onTable && !queried) || (ofChange && verb.equals("create"))) {
            onTable = false;
            set(EXPECTS);
        } else {
            clear(EXPECTS);
        }
    }

    private boolean namesDatabase(boolean called) {
        return !called
                && (tokens.isBehind("create")
                        || tokens.isBehind("drop")
                        || tokens.isBehind("alter")
                        || tokens.isBehind("replace")
                        || (tokens.isBehind("for") && verb.startsWith("expl")));
    }

    private boolean has(int flag) {
        return (levels[depth] & flag) != 0;
    }

    private void set(int flags) {
        levels[depth] |= (byte) flags;
    }

    private void clear(int flags) {
        levels[depth] &= (byte) ~flags;
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
    }
}
