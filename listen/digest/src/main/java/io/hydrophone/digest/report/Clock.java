package io.hydrophone.digest.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times for people, in UTC. */
public final class Clock {
    private Clock() {}

    /** {@code 2026-11-21 07:37:29.765}. */
    public static String dateTime(long nanos) {
        ZonedDateTime at = at(nanos);
        StringBuilder text = new StringBuilder(24);
        text.append(at.getYear()).append('-');
        two(text, at.getMonthValue()).append('-');
        two(text, at.getDayOfMonth()).append(' ');
        return text.append(time(nanos)).toString();
    }

    /** {@code 07:37:29.765}. */
    public static String time(long nanos) {
        ZonedDateTime at = at(nanos);
        StringBuilder text = new StringBuilder(12);
        two(text, at.getHour()).append(':');
        two(text, at.getMinute()).append(':');
        two(text, at.getSecond()).append('.');
        int millis = at.getNano() / 1_000_000;
        text.append(millis < 100 ? "0" : "");
        two(text, millis);
        return text.toString();
    }

    private static ZonedDateTime at(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                .atZone(ZoneOffset.UTC);
    }

    private static StringBuilder two(StringBuilder text, int value) {
        return text.append(value < 10 ? "0" : "").append(value);
    }
}
