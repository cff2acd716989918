package io.hydrophone.topology.gtid;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads MySQL's notation: sets with commas between, each {@code UUID[:TAG]:INTERVAL[:INTERVAL…][:TAG:INTERVAL…]…}. */
final class GtidSetParser {
    private static final int MAX_INTERVALS = 1_000_000;
    private static final int MAX_TAG = 32;
    private static final int UUID_LENGTH = 36;
    /** The largest number that a transaction may have: 2^63 - 2. */
    private static final long MAX_NUMBER = Long.MAX_VALUE - 1;

    private static final int SHOWN = 20;

    /** Pairs of first and last, as they come. */
    private static final class Pairs {
        private long[] values = new long[8];
        private int length;

        void add(long first, long last) {
            if (length == values.length) {
                values = Arrays.copyOf(values, 2 * length);
            }
            values[length++] = first;
            values[length++] = last;
        }

        Intervals intervals() {
            return Intervals.of(Arrays.copyOf(values, length));
        }
    }

    private final String text;
    private final Map<GtidSource, Pairs> found = new HashMap<>();
    private int at;
    private int intervals;

    GtidSetParser(String text) {
        this.text = text;
    }

    GtidSet parse() {
        skipSpace();
        while (at < text.length()) {
            if (text.charAt(at) == ',') {
                at++; // MySQL also takes commas with nothing between.
            } else {
                oneSource();
                if (at < text.length() && text.charAt(at) != ',') {
                    throw bad("a comma or a colon is expected");
                }
            }
            skipSpace();
        }
        TreeMap<GtidSource, Intervals> sources = new TreeMap<>();
        found.forEach((source, pairs) -> sources.put(source, pairs.intervals()));
        return GtidSet.of(sources);
    }

    private void oneSource() {
        String uuid = uuid();
        String tag = "";
        boolean numbered = true;
        skipSpace();
        if (at >= text.length() || text.charAt(at) != ':') {
            throw bad("a colon is expected behind the UUID");
        }
        while (at < text.length() && text.charAt(at) == ':') {
            at++;
            skipSpace();
            if (at < text.length() && isTagStart(text.charAt(at))) {
                if (!numbered) {
                    throw bad("an interval is expected behind a tag");
                }
                tag = tag();
                numbered = false;
            } else {
                interval(new GtidSource(uuid, tag));
                numbered = true;
            }
            skipSpace();
        }
        if (!numbered) {
            throw bad("an interval is expected behind a tag");
        }
    }

    private String uuid() {
        int end = at + UUID_LENGTH;
        if (end > text.length()) {
            throw bad("a UUID is expected");
        }
        for (int i = at; i < end; i++) {
            boolean dash = i - at == 8 || i - at == 13 || i - at == 18 || i - at == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : !isHex(c)) {
                throw bad("a UUID is expected");
            }
        }
        String uuid = text.substring(at, end).toLowerCase(Locale.ROOT);
        at = end;
        return uuid;
    }

    private String tag() {
        int begin = at;
        while (at < text.length() && (isTagStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        if (at - begin > MAX_TAG) {
            at = begin;
            throw bad("a tag has at most " + MAX_TAG + " characters");
        }
        return text.substring(begin, at).toLowerCase(Locale.ROOT);
    }

    private void interval(GtidSource source) {
        if (++intervals > MAX_INTERVALS) {
            throw bad("there are more than " + MAX_INTERVALS + " intervals");
        }
        long first = number();
        long last = first;
        skipSpace();
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
            skipSpace();
            last = number();
        }
        found.computeIfAbsent(source, ignored -> new Pairs()).add(first, last);
    }

    private long number() {
        int begin = at;
        long number = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            int digit = text.charAt(at) - '0';
            if (number > (MAX_NUMBER - digit) / 10) {
                at = begin;
                throw bad("a number is at most " + MAX_NUMBER);
            }
            number = 10 * number + digit;
            at++;
        }
        if (at == begin || number == 0) {
            at = begin;
            throw bad("a number from 1 is expected");
        }
        return number;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r\f\u000b".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isTagStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private ProblemException bad(String what) {
        String rest = at >= text.length() ? "the end" : "'" + Foreign.text(text.substring(at), SHOWN) + "'";
        return new ProblemException(
                "bad-gtid-set",
                what + ", and there is " + rest,
                "character " + (at + 1),
                "write UUID:1-5:7,UUID:TAG:1-3");
    }
}
