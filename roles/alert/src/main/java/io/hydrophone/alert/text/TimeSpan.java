package io.hydrophone.alert.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Prometheus writes them: {@code 30s}, {@code 1h30m}, {@code 2d}; a bare number is in seconds. */
public final class TimeSpan {
    private static final Pattern FORM =
            Pattern.compile("(?:(?<w>[0-9]{1,4})w)?(?:(?<d>[0-9]{1,5})d)?(?:(?<h>[0-9]{1,6})h)?"
                    + "(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9})s)?(?:(?<ms>[0-9]{1,9})ms)?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int DAYS_OF_WEEK = 7;

    private TimeSpan() {}

    /** Null for anything else. */
    public static Duration parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher parts = FORM.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return null;
        }
        return Duration.ofDays(DAYS_OF_WEEK * number(parts, "w") + number(parts, "d"))
                .plusHours(number(parts, "h"))
                .plusMinutes(number(parts, "m"))
                .plusSeconds(number(parts, "s"))
                .plusMillis(number(parts, "ms"));
    }

    /** The shortest text that is read as this length: {@code 1h30m}. */
    public static String text(Duration span) {
        StringBuilder text = new StringBuilder();
        part(span.toDays(), "d", text);
        part(span.toHoursPart(), "h", text);
        part(span.toMinutesPart(), "m", text);
        part(span.toSecondsPart(), "s", text);
        part(span.toMillisPart(), "ms", text);
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void part(long number, String unit, StringBuilder text) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }

    private static long number(Matcher parts, String unit) {
        String digits = parts.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
