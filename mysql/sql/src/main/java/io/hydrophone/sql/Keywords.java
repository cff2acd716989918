package io.hydrophone.sql;

import java.nio.charset.StandardCharsets;

/**
 * The few words that matter to the fingerprint: after which an expression begins, before which a parenthesis stands
 * apart, and those that MySQL holds for one and the same token. Every word here that is not a function's name is a
 * keyword in MySQL 8.0 and 9; a name spelled like one keeps its backquotes.
 */
final class Keywords {
    /** An expression may follow: a sign is unary there, and {@code NULL} a literal. */
    static final int STARTS_EXPRESSION = 1;
    /** A parenthesis after it is no argument list. */
    static final int CLAUSE = 2;

    static final int IN = 4;
    static final int NOT = 8;
    static final int NULL = 16;
    /** A synonym: {@link #canonical} is written in its place. */
    static final int SYNONYM = 32;
    /** A synonym if a parenthesis follows, an ordinary name if not. */
    static final int FUNCTION_SYNONYM = 64;
    /** A synonym in backquotes, too: MySQL's digest writes {@code USER} as {@code SYSTEM_USER}. */
    static final int ALWAYS = 128;

    /** A mark of digest text: a name spelled so keeps its backquotes, or gets them. */
    static final int MARK = 256;

    /** The longest word here; longer ones need no look-up. */
    static final int MAX_LENGTH = 18;

    private static final String STARTERS =
            "all and between both by case distinct div do else elseif ends escape every for"
                    + " from having leading like on or regexp return select separator starts then trailing until when where while"
                    + " xor at";
    private static final String CALLED_STARTERS = "binary default if interval mod";
    private static final String CLAUSES =
            "any as check columns except exists index into join key over partition set than union"
                    + " unique using value values";
    private static final String SYNONYMS =
            "character=char current_date=curdate current_time=curtime current_timestamp=now"
                    + " dec=decimal describe=explain distinctrow=distinct fields=columns float4=float float8=double"
                    + " geomcollection=geometrycollection int1=tinyint int2=smallint int3=mediumint int4=int int8=bigint"
                    + " integer=int localtime=now localtimestamp=now middleint=mediumint ndb=ndbcluster relay_thread=io_thread"
                    + " rlike=regexp schema=database schemas=databases some=any sql_tsi_day=day sql_tsi_hour=hour"
                    + " sql_tsi_minute=minute sql_tsi_month=month sql_tsi_quarter=quarter sql_tsi_second=second"
                    + " sql_tsi_week=week sql_tsi_year=year varcharacter=varchar";
    private static final String FUNCTION_SYNONYMS =
            "mid=substring session_user=user std=stddev_pop stddev=stddev_pop substr=substring variance=var_pop";

    private static final int SLOTS = 512;
    private static final int CAPACITY = 192;
    private static final byte[][] WORDS = new byte[CAPACITY][];
    private static final byte[][] CANONICAL = new byte[CAPACITY][];
    private static final short[] FLAGS = new short[CAPACITY];
    private static final short[] SLOT = new short[SLOTS];
    private static int size;

    static {
        size = 1; // 0 is "no keyword"
        addAll(STARTERS, STARTS_EXPRESSION | CLAUSE);
        addAll(CALLED_STARTERS, STARTS_EXPRESSION);
        addAll(CLAUSES, CLAUSE);
        addAll("in", IN | STARTS_EXPRESSION | CLAUSE);
        addAll("not", NOT | STARTS_EXPRESSION | CLAUSE);
        addAll("null", NULL);
        addAll(SYNONYMS, SYNONYM);
        addAll(FUNCTION_SYNONYMS, FUNCTION_SYNONYM);
        addAll("system_user=user", SYNONYM | ALWAYS);
        addAll("_charset", MARK);
    }

    private Keywords() {}

    /** The number of the lower-case word in {@code b}, whose bytes hash to {@code hash}; 0 when it is none. */
    static int find(byte[] b, int offset, int length, int hash) {
        int slot = slot(hash);
        int id = SLOT[slot];
        while (id != 0) {
            byte[] word = WORDS[id];
            if (word.length == length && java.util.Arrays.equals(word, 0, length, b, offset, offset + length)) {
                return id;
            }
            slot = (slot + 1) & (SLOTS - 1);
            id = SLOT[slot];
        }
        return 0;
    }

    static int flags(int id) {
        return FLAGS[id];
    }

    /** What is written for a synonym. */
    static byte[] canonical(int id) {
        return CANONICAL[id];
    }

    /** One step of the hash that {@link #find} wants. */
    static int hash(int h, int lowerCaseByte) {
        return h * 31 + lowerCaseByte;
    }

    /** Whether the word that ends at {@code end} is this one, in any case. */
    static boolean endsWith(byte[] b, int end, String word) {
        int from = end - word.length();
        if (from < 0 || (from > 0 && ByteClass.isWord(b[from - 1]))) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (ByteClass.lower(b[from + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (SLOTS - 1);
    }

    private static void addAll(String words, int flags) {
        for (String word : words.split(" ", -1)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            byte[] canonical = equals < 0 ? null : ascii(word.substring(equals + 1));
            int inherited = canonical == null ? 0 : FLAGS[find(canonical)] & (STARTS_EXPRESSION | CLAUSE);
            add(ascii(name), canonical, flags | inherited);
        }
    }

    private static void add(byte[] name, byte[] canonical, int flags) {
        WORDS[size] = name;
        CANONICAL[size] = canonical;
        FLAGS[size] = (short) flags;
        int slot = slot(hashOf(name));
        while (SLOT[slot] != 0) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        SLOT[slot] = (short) size++;
    }

    private static int find(byte[] name) {
        return find(name, 0, name.length, hashOf(name));
    }

    private static int hashOf(byte[] name) {
        int h = 0;
        for (byte c : name) {
            h = hash(h, c);
        }
        return h;
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
