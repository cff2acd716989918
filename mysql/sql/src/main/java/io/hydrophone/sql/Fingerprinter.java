package io.hydrophone.sql;

import java.nio.charset.StandardCharsets;

/**
 * Makes of a statement its class: the text with each literal replaced by {@code ?}, lists of literals folded, comments
 * and needless quotes dropped, words in lower case. The same comes out for a statement and for the DIGEST_TEXT that
 * MySQL 8.0 and 9 give it, so what was heard and what performance_schema counts meet in one row.
 *
 * <p>One pass over the bytes; nothing is allocated once the buffers have grown, and they never grow beyond 128 KiB. For
 * one thread at a time. docs/fingerprint.md tells the rules and where MySQL's and pt-fingerprint's differ.
 */
public final class Fingerprinter {
    /** Changes whenever any statement's fingerprint does. */
    public static final int FP_VERSION = 1;

    /** MySQL 9 prints {@code (unknown)} for {@code $$ ... $$}: it has no text for that token. */
    private static final byte[] UNKNOWN = {'u', 'n', 'k', 'n', 'o', 'w', 'n'};

    private final Lexer lexer = new Lexer();
    private final FingerprintText out = new FingerprintText();
    /** A name in lower case and without quotes, before it is known how it is to be written. */
    private final byte[] name = new byte[FingerprintText.MAX_NAME];

    private int nameLength;
    /** The function synonym that the last token may be, if a parenthesis follows; else 0. */
    private int pendingSynonym;

    private long digest;

    /** Fingerprints these bytes; the results stay until the next call. */
    public void fingerprint(byte[] sql, int offset, int length) {
        lexer.reset(sql, offset, length);
        out.reset();
        pendingSynonym = 0;
        for (int token = lexer.next(); token != Token.END; token = lexer.next()) {
            add(sql, token);
        }
        while (out.last() == Kind.SEMICOLON) {
            out.pop(1);
        }
        digest = out.digest();
    }

    /** Holds the fingerprint from 0 to {@link #length()}; the array may be another after each call. */
    public byte[] buffer() {
        return out.bytes();
    }

    /** Bytes of the fingerprint, at most 65,536: what is longer is cut there, while {@link #digest()} covers all of it. */
    public int length() {
        return out.length();
    }

    /** XXH64, seed 0, of the fingerprint's bytes. */
    public long digest() {
        return digest;
    }

    /** The fingerprint; bytes that are no UTF-8 come as U+FFFD. */
    public String text() {
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    /** A digest as people see it: 16 lower-case hexadecimal digits. */
    public static String id(long digest) {
        String hex = Long.toHexString(digest);
        return "0".repeat(16 - hex.length()) + hex;
    }

    private void add(byte[] sql, int token) {
        int synonym = pendingSynonym;
        pendingSynonym = 0;
        switch (token) {
            case Token.WORD -> word(sql);
            case Token.NAME -> {
                take(sql, lexer.start, lexer.end);
                name();
            }
            case Token.QUOTED -> {
                unquote(sql);
                name();
            }
            case Token.VALUE, Token.VARIABLE -> out.value();
            case Token.ELLIPSIS -> out.ellipsis();
            case Token.COMMA -> out.push(Kind.COMMA, ',');
            case Token.OPEN -> open(synonym);
            case Token.CLOSE -> out.close();
            case Token.DOT -> out.push(Kind.isName(out.last()) ? Kind.DOT : Kind.OPERATOR, '.');
            case Token.SEMICOLON -> {
                if (out.last() != Kind.NONE && out.last() != Kind.SEMICOLON) {
                    out.push(Kind.SEMICOLON, ';');
                }
            }
            case Token.AT -> out.push(lexer.inHint() ? Kind.ATAT : Kind.AT, '@'); // t1@qb1 in a hint is a name
            case Token.ATAT -> {
                out.begin(Kind.ATAT, 2);
                out.append('@');
                out.append('@');
            }
            case Token.SIGN -> {
                byte sign = sql[lexer.start];
                if (Kind.beginsExpression(out.last())) {
                    out.unarySign(sign);
                } else {
                    out.push(Kind.OPERATOR, sign);
                }
            }
            case Token.OPERATOR -> operator(sql);
            case Token.ROWS_MARK -> {
                out.moreRows();
                pendingSynonym = synonym;
            }
            case Token.HINT_OPEN -> {
                out.begin(Kind.HINT_OPEN, 3);
                out.append(sql, lexer.start, 3);
            }
            case Token.HINT_CLOSE -> {
                if (out.last() == Kind.HINT_OPEN) {
                    out.pop(1);
                } else {
                    out.begin(Kind.HINT_CLOSE, 2);
                    out.append('*');
                    out.append('/');
                }
            }
            case Token.DOLLAR_QUOTED -> {
                open(synonym);
                out.push(Kind.NAME, UNKNOWN);
                out.push(Kind.CLOSE, ')');
            }
            default -> pendingSynonym = synonym; // comments, introducers, empty names
        }
    }

    private void open(int synonym) {
        if (synonym != 0) {
            out.pop(1);
            out.push(Kind.NAME, Keywords.canonical(synonym));
        }
        out.push(Kind.OPEN, '(');
    }

    private void word(byte[] sql) {
        int hash = take(sql, lexer.start, lexer.end);
        int id = lexer.inHint() || nameLength > Keywords.MAX_LENGTH ? 0 : Keywords.find(name, 0, nameLength, hash);
        if (id == 0) {
            if (name[0] == '$' && !isPlain()) {
                quoted();
            } else {
                push(Kind.NAME);
            }
            return;
        }
        int flags = Keywords.flags(id);
        if ((flags & Keywords.NULL) != 0) {
            if (nullIsLiteral()) {
                out.value();
            } else {
                push(Kind.CLAUSE);
            }
        } else if ((flags & Keywords.FUNCTION_SYNONYM) != 0) {
            push(Kind.NAME);
            pendingSynonym = id;
        } else if ((flags & Keywords.MARK) != 0) {
            quoted();
        } else if ((flags & Keywords.SYNONYM) != 0) {
            out.push(kindOf(flags), Keywords.canonical(id));
        } else {
            push(kindOf(flags));
        }
    }

    private static int kindOf(int flags) {
        if ((flags & Keywords.IN) != 0) {
            return Kind.IN;
        }
        if ((flags & Keywords.NOT) != 0) {
            return Kind.NOT;
        }
        return switch (flags & (Keywords.STARTS_EXPRESSION | Keywords.CLAUSE)) {
            case 0 -> Kind.NAME;
            case Keywords.CLAUSE -> Kind.CLAUSE;
            case Keywords.STARTS_EXPRESSION -> Kind.CALLED_STARTER;
            default -> Kind.STARTER;
        };
    }

    /** As in {@code SELECT NULL}; not as in {@code IS NULL}, {@code INT NOT NULL}, {@code SET NULL}. */
    private boolean nullIsLiteral() {
        int last = out.last();
        return Kind.beginsExpression(last == Kind.NOT ? out.kind(1) : last);
    }

    /** A name that is no keyword here: bare if it reads as the same name then, else in backquotes. */
    private void name() {
        int hash = 0;
        for (int i = 0; i < nameLength; i++) {
            hash = Keywords.hash(hash, name[i]);
        }
        int id = nameLength > Keywords.MAX_LENGTH ? 0 : Keywords.find(name, 0, nameLength, hash);
        int flags = Keywords.flags(id);
        boolean hint = lexer.inHint();
        if (!isPlain() || (out.last() == Kind.AT && !hint)) {
            quoted();
        } else if (id == 0 || hint) {
            push(Kind.NAME);
        } else if ((flags & Keywords.ALWAYS) != 0) {
            out.push(Kind.NAME, Keywords.canonical(id));
        } else if ((flags & Keywords.FUNCTION_SYNONYM) != 0) {
            push(Kind.NAME);
            pendingSynonym = id;
        } else {
            quoted();
        }
    }

    private boolean isPlain() {
        for (int i = 0; i < nameLength; i++) {
            if (!ByteClass.isWord(name[i])) {
                return false;
            }
        }
        if (name[0] == '$') {
            return !Literals.mayOpenDollarQuote(name, nameLength);
        }
        if (!ByteClass.isDigit(name[0])) {
            return true;
        }
        boolean size = lexer.inHint() && Literals.sizeEnd(name, 0, nameLength) > 0; // 16M
        return !size && Literals.numberEnd(name, 0, nameLength) == 0;
    }

    private void push(int kind) {
        out.begin(kind, nameLength);
        out.append(name, 0, nameLength);
    }

    private void quoted() {
        out.begin(Kind.QUOTED, 2 * nameLength + 2);
        out.append('`');
        for (int i = 0; i < nameLength; i++) {
            if (name[i] == '`') {
                out.append('`');
            }
            out.append(name[i]);
        }
        out.append('`');
    }

    /** Copies the word in lower case and returns its hash. */
    private int take(byte[] sql, int from, int to) {
        int n = Math.min(to - from, name.length);
        byte[] target = name;
        int hash = 0;
        for (int i = 0; i < n; i++) {
            byte lower = ByteClass.lower(sql[from + i]);
            target[i] = lower;
            hash = Keywords.hash(hash, lower);
        }
        nameLength = n;
        return hash;
    }

    private void unquote(byte[] sql) {
        int to = lexer.end;
        boolean closed = to - lexer.start > 1 && sql[to - 1] == '`';
        if (closed) {
            to--;
        }
        int n = 0;
        for (int p = lexer.start + 1; p < to && n < name.length; p++) {
            byte c = sql[p];
            if (c == '`' && p + 1 < to && sql[p + 1] == '`') {
                p++;
            }
            name[n++] = ByteClass.lower(c);
        }
        nameLength = n;
    }

    /** MySQL gives {@code <>} and {@code !=} one token, and 8.0 prints {@code ||} as {@code |}. */
    private void operator(byte[] sql) {
        int length = lexer.end - lexer.start;
        byte first = sql[lexer.start];
        if (length == 2 && first == '|') {
            out.push(Kind.OPERATOR, '|');
            return;
        }
        boolean wildcard = first == '*' && out.last() == Kind.DOT;
        out.begin(wildcard ? Kind.WILDCARD : Kind.OPERATOR, length);
        if (length == 2 && first == '<' && sql[lexer.start + 1] == '>') {
            out.append('!');
            out.append('=');
        } else {
            out.append(sql, lexer.start, length);
        }
    }
}
