package io.hydrophone.sql;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The effects of each statement of a text in {@link Lexer}'s default mode, which has no comments. */
final class StatementEffects {
    /** What may stand behind {@code SHOW}. Not there: {@code ENGINE ... STATUS}, which ends an interval of averages. */
    private static final Set<String> SHOWN = Set.of(
            ("all binary binlog character charset client_statistics collation columns create databases engines errors events"
                            + " extended fields full function global grants index index_statistics indexes keys local"
                            + " locales master open package plugins privileges procedure processlist profile profiles"
                            + " relaylog replica replicas schemas session slave slaves status storage table"
                            + " table_statistics tables triggers user_statistics variables warnings")
                    .split(" ", -1));

    private static final Map<String, Effect> VERBS = new HashMap<>();

    static {
        verbs(
                "alter analyze binlog check create delete drop grant import insert install load optimize rename repair replace"
                        + " revoke truncate uninstall update",
                Effect.WRITES);
        verbs("backup checksum handler lock", Effect.LOCKS);
        verbs("cache change clone kill purge reset restart shutdown stop unlock xa", Effect.HAS_EFFECTS);
        verbs("call case for if loop repeat while", Effect.CALLS);
    }

    private final byte[] sql;
    private final Dialect dialect;
    private final TokenWindow tokens;
    private final ExpressionEffects expressions;

    private StatementEffects(byte[] sql, int length, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.tokens = new TokenWindow(new Lexer(), sql, 0, length);
        this.expressions = new ExpressionEffects(tokens, dialect);
    }

    /** The worst of all statements from 0 to {@code length}; null when there is none. */
    static Effect of(byte[] sql, int length, Dialect dialect) {
        return new StatementEffects(sql, length, dialect).worst();
    }

    private Effect worst() {
        Effect worst = null;
        while (tokens.kind() != Token.END) {
            if (tokens.kind() == Token.SEMICOLON) {
                tokens.advance();
                continue;
            }
            Effect effect = statement();
            worst = worst == null ? effect : worst.and(effect);
            while (!tokens.atEnd()) {
                tokens.advance();
            }
        }
        return worst;
    }

    private Effect statement() {
        boolean inParentheses = skipParentheses();
        if (tokens.kind() != Token.WORD) {
            return Effect.UNKNOWN;
        }
        if (isQuery()) {
            return expressions.toEnd();
        }
        String verb = tokens.lower();
        tokens.advance();
        return inParentheses ? VERBS.getOrDefault(verb, Effect.UNKNOWN) : of(verb);
    }

    private Effect of(String verb) {
        return switch (verb) {
            case "begin" -> tokens.is("not") ? Effect.CALLS : session(Set.of("work"));
            case "commit" -> session(Set.of("work", "and", "no", "chain", "release"));
            case "rollback", "savepoint" -> names(Effect.SESSION_STATE);
            case "release" -> tokens.is("savepoint") ? names(Effect.SESSION_STATE) : Effect.UNKNOWN;
            case "start" -> start();
            case "use" -> names(Effect.SESSION_STATE);
            case "help" -> names(Effect.PLAIN_READ);
            case "do" -> expressions.ofCommand();
            case "set" -> new SetEffects(tokens, expressions).all();
            case "show" -> show();
            case "explain", "desc", "describe" -> explain();
            case "analyze" -> analyze();
            case "prepare" -> prepare();
            case "execute" -> tokens.is("immediate") ? Effect.CALLS : Effect.EXECUTES.and(expressions.ofCommand());
            case "deallocate" -> tokens.is("prepare") ? names(Effect.SESSION_STATE) : Effect.UNKNOWN;
            case "drop" -> tokens.is("prepare") ? names(Effect.SESSION_STATE) : Effect.WRITES;
            case "unlock" -> tokens.is("tables") || tokens.is("table") ? names(Effect.SESSION_STATE) : VERBS.get(verb);
            case "flush" -> flush();
            default -> VERBS.getOrDefault(verb, Effect.UNKNOWN);
        };
    }

    private boolean isQuery() {
        return tokens.is("select") || tokens.is("with") || tokens.is("table") || tokens.is("values");
    }

    private boolean skipParentheses() {
        boolean any = tokens.kind() == Token.OPEN;
        while (tokens.kind() == Token.OPEN) {
            tokens.advance();
        }
        return any;
    }

    /** A statement of words that change the session's transaction. */
    private Effect session(Set<String> words) {
        while (!tokens.atEnd()) {
            if (tokens.kind() != Token.WORD || !words.contains(tokens.lower())) {
                return Effect.UNKNOWN;
            }
            tokens.advance();
        }
        return Effect.SESSION_STATE;
    }

    /** A statement that goes on with names, keywords and literals alone. */
    private Effect names(Effect effect) {
        while (!tokens.atEnd()) {
            if (!tokens.isName(0) && tokens.kind() != Token.VALUE && tokens.kind() != Token.DOT) {
                return Effect.UNKNOWN;
            }
            tokens.advance();
        }
        return effect;
    }

    private Effect start() {
        if (!tokens.is("transaction")) {
            return Effect.HAS_EFFECTS;
        }
        tokens.advance();
        while (!tokens.atEnd()) {
            if (tokens.is("write")) {
                return Effect.WRITES;
            }
            boolean known = tokens.is("with")
                    || tokens.is("consistent")
                    || tokens.is("snapshot")
                    || tokens.is("read")
                    || tokens.is("only")
                    || tokens.kind() == Token.COMMA;
            if (!known) {
                return Effect.UNKNOWN;
            }
            tokens.advance();
        }
        return Effect.SESSION_STATE;
    }

    private Effect show() {
        if (tokens.kind() != Token.WORD || !SHOWN.contains(tokens.lower())) {
            return Effect.UNKNOWN;
        }
        while (!tokens.atEnd()) {
            if (tokens.is("where")) {
                return expressions.toEnd();
            }
            if (tokens.kind() == Token.OPEN || tokens.is("into")) {
                return Effect.UNKNOWN;
            }
            tokens.advance();
        }
        return Effect.PLAIN_READ;
    }

    private Effect explain() {
        Effect effect = Effect.PLAIN_READ;
        boolean executes = false;
        while (!tokens.atEnd() && tokens.kind(1) != Token.END) {
            if (tokens.is("analyze")) {
                executes = true;
                tokens.advance();
            } else if (tokens.is("extended") || tokens.is("partitions")) {
                tokens.advance();
            } else if (tokens.is("format")) {
                skip(3); // = name
            } else if (tokens.is("into") && tokens.kind(1) == Token.AT) {
                effect = Effect.ASSIGNS;
                skip(3); // @ name
            } else if (tokens.is("for") && (tokens.is(1, "schema") || tokens.is(1, "database"))) {
                skip(3);
            } else {
                break;
            }
        }
        skipParentheses();
        if (isQuery()) {
            return effect.and(expressions.toEnd());
        }
        if (isChange()) { // the optimiser reads rows of one key before it says anything, and locks them
            return executes ? Effect.WRITES : Effect.LOCKS;
        }
        return executes ? Effect.UNKNOWN : names(effect);
    }

    private boolean isChange() {
        return tokens.is("insert") || tokens.is("update") || tokens.is("delete") || tokens.is("replace");
    }

    private void skip(int count) {
        for (int i = 0; i < count && !tokens.atEnd(); i++) {
            tokens.advance();
        }
    }

    /** MariaDB's {@code ANALYZE SELECT} executes, as {@code EXPLAIN ANALYZE} does. */
    private Effect analyze() {
        if (tokens.is("format")) {
            skip(3);
        }
        boolean inParentheses = skipParentheses();
        return tokens.is("select") || tokens.is("with") || (inParentheses && isQuery())
                ? expressions.toEnd()
                : Effect.WRITES;
    }

    /** Judges the text where it is prepared, if it stands there. */
    private Effect prepare() {
        boolean literal = tokens.isName(0)
                && tokens.is(1, "from")
                && tokens.kind(2) == Token.VALUE
                && (tokens.kind(3) == Token.END || tokens.kind(3) == Token.SEMICOLON);
        if (!literal) {
            return Effect.UNKNOWN;
        }
        String text = new String(sql, tokens.start(2), tokens.end(2) - tokens.start(2), StandardCharsets.ISO_8859_1);
        if (!text.startsWith("'") || text.indexOf('\\') >= 0) {
            return Effect.UNKNOWN;
        }
        byte[] inner = text.substring(1, text.length() - 1).replace("''", "'").getBytes(StandardCharsets.ISO_8859_1);
        if (StatementKind.of(inner, 0, inner.length) == StatementKind.PREPARE) {
            return Effect.UNKNOWN;
        }
        Effect effect = ReadOnly.of(inner, 0, inner.length, dialect);
        return effect.isHarmless() ? Effect.SESSION_STATE.and(effect) : effect;
    }

    private Effect flush() {
        while (!tokens.atEnd()) {
            if (tokens.is("lock") || tokens.is("export")) {
                return Effect.LOCKS;
            }
            tokens.advance();
        }
        return Effect.HAS_EFFECTS;
    }

    private static void verbs(String words, Effect effect) {
        for (String word : words.split(" ", -1)) {
            VERBS.put(word, effect);
        }
    }
}
