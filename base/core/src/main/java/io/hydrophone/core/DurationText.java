package io.hydrophone.core;

import java.time.Duration;

/** Durations as users write them: {@code 500ms}, {@code 60s}, {@code 5m}, {@code 2h}. */
public final class DurationText {
    private DurationText() {}

    /**
     * Reads a duration, 0 to 999,999,999 of its unit.
     *
     * @throws ProblemException on anything else
     */
    public static Duration parse(String text) {
        NumberAndUnit given = NumberAndUnit.of(text);
        if (given == null) {
            throw bad(text);
        }
        return switch (given.unit()) {
            case "ms" -> Duration.ofMillis(given.number());
            case "s" -> Duration.ofSeconds(given.number());
            case "m" -> Duration.ofMinutes(given.number());
            case "h" -> Duration.ofHours(given.number());
            default -> throw bad(text);
        };
    }

    /** The shortest text that is read as this duration, of whole milliseconds. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }

    private static ProblemException bad(String text) {
        return new ProblemException(
                "bad-duration", "'" + text + "' is no time", "", "give a number and its unit: ms, s, m or h");
    }
}
