package io.hydrophone.digest.log;

import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.SessionKeys;
import java.nio.charset.StandardCharsets;

/** What the lines before a slow log's statement say. */
final class SlowLogHead {
    private boolean userSeen;
    private String user = "";
    private String client = "";
    private String database = "";
    private boolean schemaSeen;
    private long isoNanos = LogTime.NONE;
    private long timestampSeconds = -1;
    /** Of the last time without a zone, which holds for the entries after it too. */
    private long localNanos = LogTime.NONE;

    void clear() {
        userSeen = false;
        user = "";
        client = "";
        database = "";
        schemaSeen = false;
        isoNanos = LogTime.NONE;
        timestampSeconds = -1;
    }

    boolean hasUser() {
        return userSeen;
    }

    boolean hasTimestamp() {
        return timestampSeconds >= 0;
    }

    void time(byte[] bytes, int from, int to) {
        long nanos = LogTime.parse(bytes, from, to);
        if (to - from > 4 && bytes[from + 4] == '-') {
            isoNanos = nanos;
        } else {
            localNanos = nanos;
        }
    }

    /** {@code app[app] @ db.example [10.0.0.1]  Id:    10}. */
    void user(byte[] bytes, int from, int to, LogQuery query) {
        userSeen = true;
        int open = indexOf(bytes, from, to, '[');
        int close = indexOf(bytes, open, to, ']');
        user = text(bytes, from, open);
        if (user.isEmpty()) {
            user = text(bytes, open + 1, close);
        }
        int at = indexOf(bytes, close, to, '@');
        int addressFrom = indexOf(bytes, at, to, '[');
        int addressTo = indexOf(bytes, addressFrom, to, ']');
        client = text(bytes, addressFrom + 1, addressTo);
        if (client.isEmpty()) {
            client = text(bytes, at + 1, addressFrom);
        }
        pairs(bytes, Math.min(addressTo + 1, to), to, query);
    }

    /** {@code use `shop`;}. */
    void use(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == ';' ? to - 1 : to;
        boolean quoted = end - from >= 2 && bytes[from] == '`' && bytes[end - 1] == '`';
        if (!schemaSeen) {
            database = quoted ? text(bytes, from + 1, end - 1) : text(bytes, from, end);
        }
    }

    void timestamp(byte[] bytes, int from, int to) {
        long seconds = 0;
        for (int at = from; at < to && bytes[at] >= '0' && bytes[at] <= '9' && seconds < 1L << 33; at++) {
            seconds = seconds * 10 + bytes[at] - '0';
        }
        timestampSeconds = Math.min(seconds, 1L << 33);
    }

    /** {@code Query_time: 0.000209  Lock_time: 0.000000 Rows_sent: 1}: a word with a colon, then its value, if any. */
    void pairs(byte[] bytes, int from, int to, LogQuery query) {
        int nameFrom = -1;
        int nameTo = -1;
        for (int at = from; at < to; at++) {
            int begin = at;
            while (at < to && bytes[at] != ' ') {
                at++;
            }
            if (at > begin && bytes[at - 1] == ':') {
                nameFrom = begin;
                nameTo = at - 1;
            } else if (at > begin && nameFrom >= 0) {
                pair(text(bytes, nameFrom, nameTo), bytes, begin, at, query);
                nameFrom = -1;
            }
        }
    }

    private void pair(String name, byte[] bytes, int from, int to, LogQuery query) {
        switch (name) {
            case "Query_time" -> query.totalNanos = nanos(bytes, from, to);
            case "Rows_sent" -> query.rowsSent = number(bytes, from, to);
            case "Rows_affected" -> query.rowsAffected = number(bytes, from, to);
            case "Bytes_received" -> query.bytesIn = number(bytes, from, to);
            case "Bytes_sent" -> query.bytesOut = number(bytes, from, to);
            case "Errno", "Last_errno" -> query.errorCode = (int) Math.min(number(bytes, from, to), 0xffff);
            case "Id", "Thread_id" -> query.session = number(bytes, from, to);
            case "Schema" -> {
                database = text(bytes, from, to);
                schemaSeen = true;
            }
            case "Full_scan", "Full_join" -> {
                boolean yes = to - from == 3 && bytes[from] == 'Y';
                query.serverStatus = Math.max(query.serverStatus, 0) | (yes ? ServerStatus.NO_INDEX_USED : 0);
            }
            default -> {
                // The servers tell more than is summarised.
            }
        }
    }

    /** Gives the entry its time and its session. */
    void complete(LogQuery query, SessionKeys keys) {
        if (isoNanos != LogTime.NONE) {
            query.endNanos = isoNanos;
        } else if (timestampSeconds >= 0) {
            // The second in which the statement began.
            query.endNanos = timestampSeconds * 1_000_000_000 + Math.max(query.totalNanos, 0);
        } else if (localNanos != LogTime.NONE) {
            query.endNanos = localNanos;
        }
        query.key = keys.intern("", client, user, database);
    }

    /** Seconds with a fraction; −1 when there are none, or more than 31 years of them. */
    private static long nanos(byte[] bytes, int from, int to) {
        int point = indexOf(bytes, from, to, '.');
        long seconds = number(bytes, from, point);
        if (seconds < 0 || seconds > 1_000_000_000L) {
            return -1;
        }
        long fraction = 0;
        for (int digit = 1; digit <= 9; digit++) {
            int at = point + digit;
            int value = at < to && bytes[at] >= '0' && bytes[at] <= '9' ? bytes[at] - '0' : 0;
            fraction = fraction * 10 + value;
        }
        return seconds * 1_000_000_000 + fraction;
    }

    private static long number(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    /** The place of a character, or {@code to}. */
    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        int at = Math.min(from, to);
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return from >= to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8).trim();
    }
}
