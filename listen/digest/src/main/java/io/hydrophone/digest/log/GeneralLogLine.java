package io.hydrophone.digest.log;

import io.hydrophone.protocol.Command;
import java.nio.charset.StandardCharsets;

/** The first line of a general log's entry; reused. */
final class GeneralLogLine {
    private static final int MAX_TIME = 40;
    private static final int MAX_NAME = 24;

    private long time;
    private long id;
    private Command command;
    private int argumentFrom;

    /** Whether the line begins an entry; if so, the other methods tell of it. */
    boolean parse(byte[] bytes, int from, int to) {
        int at;
        if (to - from > 2 && bytes[from] == '\t' && bytes[from + 1] == '\t') {
            time = LogTime.NONE;
            at = from + 2;
        } else {
            int tab = tab(bytes, from, Math.min(to, from + MAX_TIME));
            time = tab < 0 || bytes[from] < '0' || bytes[from] > '9' ? LogTime.NONE : LogTime.parse(bytes, from, tab);
            if (time == LogTime.NONE) {
                return false;
            }
            at = tab + 1;
        }
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        int digits = at;
        id = 0;
        while (at < to && at - digits < 18 && bytes[at] >= '0' && bytes[at] <= '9') {
            id = id * 10 + bytes[at++] - '0';
        }
        return at > digits && at < to && bytes[at] == ' ' && name(bytes, at + 1, to);
    }

    private boolean name(byte[] bytes, int from, int to) {
        int tab = tab(bytes, from, Math.min(to, from + MAX_NAME));
        int end = tab < 0 ? to : tab;
        if (end - from > MAX_NAME) {
            return false;
        }
        argumentFrom = Math.min(end + 1, to);
        String name = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        command = CommandNames.of(name);
        return command != null || name.equals("Connect");
    }

    /** Nanoseconds since 1970, or {@link LogTime#NONE} when the line has none. */
    long time() {
        return time;
    }

    /** The session's. */
    long id() {
        return id;
    }

    /** Null for {@code Connect}, which is no command. */
    Command command() {
        return command;
    }

    int argumentFrom() {
        return argumentFrom;
    }

    private static int tab(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\t') {
                return at;
            }
        }
        return -1;
    }
}
