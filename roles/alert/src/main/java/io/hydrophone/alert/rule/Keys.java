package io.hydrophone.alert.rule;

import io.hydrophone.alert.text.TimeSpan;
import io.hydrophone.config.Section;
import io.hydrophone.core.DurationText;
import io.hydrophone.core.ProblemException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Forms of values in rule files. */
final class Keys {
    static final Duration LONGEST = Duration.ofDays(30);

    private static final int LETTERS_OF_A_DAY = 3;

    private Keys() {}

    static Duration span(Section section, String key, Duration otherwise, Duration least) {
        return section.parsed(
                key,
                text -> {
                    Duration span = TimeSpan.parse(text);
                    if (span == null) {
                        throw refused(
                                "bad-duration", text + " is no time", "give a number and its unit: 30s, 5m, 1h30m");
                    }
                    if (span.compareTo(least) < 0 || span.compareTo(LONGEST) > 0) {
                        throw refused(
                                "out-of-range",
                                text + " is out of range",
                                "give " + DurationText.of(least) + " to 30d");
                    }
                    return span;
                },
                otherwise);
    }

    static Double number(Section section, String key) {
        return section.parsed(
                key,
                text -> {
                    if (!text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
                            || !Double.isFinite(Double.parseDouble(text))) {
                        throw refused("wrong-type", "'" + text + "' is no number", "give one, such as 85 or 0.5");
                    }
                    return Double.valueOf(text);
                },
                null);
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refused("bad-zone", "'" + text + "' is no time zone", "write one such as Europe/Berlin or UTC");
        }
    }

    /** {@code mon}, or {@code mon-fri}, which may go over the week's end. */
    static Set<DayOfWeek> days(String text) {
        String[] ends = text.toLowerCase(Locale.ROOT).split("-", -1);
        if (ends.length > 2) {
            throw badDay(text);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        DayOfWeek last = day(ends[ends.length - 1].strip(), text);
        DayOfWeek day = day(ends[0].strip(), text);
        days.add(day);
        while (day != last) {
            day = day.plus(1);
            days.add(day);
        }
        return days;
    }

    private static DayOfWeek day(String name, String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String full = day.name().toLowerCase(Locale.ROOT);
            if (name.equals(full) || name.equals(full.substring(0, LETTERS_OF_A_DAY))) {
                return day;
            }
        }
        throw badDay(text);
    }

    private static ProblemException badDay(String text) {
        return refused("bad-day", "'" + text + "' is no day", "write mon, tue, wed, thu, fri, sat, sun, or mon-fri");
    }

    /** The begin and the end of {@code 22:00-06:00}; 24:00 is the next midnight. */
    static LocalTime[] hours(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length == 2
                && ends[0].strip().matches("[0-9]{2}:[0-9]{2}")
                && ends[1].strip().matches("[0-9]{2}:[0-9]{2}")) {
            try {
                String end = ends[1].strip();
                return new LocalTime[] {
                    LocalTime.parse(ends[0].strip()), LocalTime.parse(end.equals("24:00") ? "00:00" : end)
                };
            } catch (DateTimeException e) {
                throw badHours(text);
            }
        }
        throw badHours(text);
    }

    private static ProblemException badHours(String text) {
        return refused("bad-hours", "'" + text + "' are no hours", "write 22:00-06:00");
    }

    static ProblemException refused(String code, String message, String action) {
        return new ProblemException(code, message, "", action);
    }
}
