package io.hydrophone.digest.log;

/**
 * The times of logs, read from bytes: {@code 2026-11-21T07:37:29.765839Z} with or without an offset, and the old
 * {@code 261121  7:37:29}. A time without a zone is taken as it stands, as if it were UTC.
 */
final class LogTime {
    static final long NONE = Long.MIN_VALUE;

    private final byte[] bytes;
    private final int to;
    private int at;

    private LogTime(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** Nanoseconds since 1970, or {@link #NONE} when there is no time at the beginning of the range. */
    static long parse(byte[] bytes, int from, int to) {
        return new LogTime(bytes, from, to).parse();
    }

    private long parse() {
        int begin = at;
        int first = number(6);
        if (at - begin == 4 && next('-')) {
            return iso(first);
        }
        if (at - begin == 6 && next(' ')) {
            next(' ');
            int year = first / 10_000;
            return clock(year < 70 ? 2_000 + year : 1_900 + year, first / 100 % 100, first % 100);
        }
        return NONE;
    }

    private long iso(int year) {
        int month = number(2);
        if (!next('-')) {
            return NONE;
        }
        int day = number(2);
        if (!next('T') && !next(' ')) {
            return NONE;
        }
        long local = clock(year, month, day);
        if (local == NONE) {
            return NONE;
        }
        if (next('.')) {
            int begin = at;
            long fraction = number(9);
            for (int digits = at - begin; digits < 9; digits++) {
                fraction *= 10;
            }
            local += fraction;
        }
        return local - offsetNanos();
    }

    private long clock(int year, int month, int day) {
        int hour = number(2);
        if (!next(':')) {
            return NONE;
        }
        int minute = number(2);
        if (!next(':')) {
            return NONE;
        }
        int begin = at;
        int second = number(2);
        boolean valid = at > begin
                && year >= 1970
                && year < 2200
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && hour <= 23
                && minute <= 59
                && second <= 60;
        return valid ? (((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000_000L : NONE;
    }

    private long offsetNanos() {
        int sign = next('+') ? 1 : next('-') ? -1 : 0;
        if (sign == 0) {
            return 0;
        }
        long minutes = 60L * number(2);
        next(':');
        return sign * (minutes + number(2)) * 60_000_000_000L;
    }

    /** Days since 1970-01-01 in the Gregorian calendar, reckoned in years that begin in March. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + ofYear - 719_468;
    }

    private int number(int maxDigits) {
        int value = 0;
        for (int end = Math.min(to, at + maxDigits); at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    private boolean next(char expected) {
        if (at < to && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }
}
