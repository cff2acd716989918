package io.hydrophone.core;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Moves a range of time onto a grid, so that charts and sums of it have the same points whenever they are asked for. A range is cut
 * into a number of steps; the grid's lines lie at multiples of the step since midnight, in a time zone that the caller
 * names, in time that passed: on a day of 23 or 25 hours the lines behind the change of clocks are an hour off the clock.
 * The range begins at the first line that is not before its old beginning, and keeps its length.
 */
public final class TimeAligner {
    /** How many steps ranges up to that length have, as people look at them. */
    private static final NavigableMap<Duration, Integer> STEPS = new TreeMap<>(Map.of(
            Duration.ofMinutes(30), 30,
            Duration.ofHours(1), 30,
            Duration.ofHours(6), 36,
            Duration.ofHours(12), 24,
            Duration.ofDays(1), 24,
            Duration.ofDays(3), 36,
            Duration.ofDays(7), 28,
            Duration.ofDays(30), 30));

    /**
     * A range on its grid; half open.
     *
     * @param step between two lines, in whole seconds
     */
    public record Aligned(Instant from, Instant to, Duration step) {}

    private TimeAligner() {}

    /** The same with the number of steps that is usual for such a length. */
    public static Aligned align(Instant from, Instant to, ZoneId zone) {
        return align(from, to, usualSteps(Duration.between(from, to)), zone);
    }

    /**
     * Moves a range forward, by less than a step.
     *
     * @param steps at least one; a step is at least a second, so there may be fewer
     * @throws IllegalArgumentException when the range is shorter than a second, or there are no steps
     */
    public static Aligned align(Instant from, Instant to, int steps, ZoneId zone) {
        long length = Duration.between(from, to).toSeconds();
        if (length < 1 || steps < 1) {
            throw new IllegalArgumentException("no range: " + from + " to " + to + " in " + steps);
        }
        Duration step = Duration.ofSeconds(Math.max(1, length / steps));
        Instant midnight = from.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        Duration since = Duration.between(midnight, from);
        long lines = since.dividedBy(step);
        if (!step.multipliedBy(lines).equals(since)) {
            lines++;
        }
        Instant begin = midnight.plus(step.multipliedBy(lines));
        return new Aligned(begin, begin.plusSeconds(length), step);
    }

    /** For a length: those of the shortest usual range that is not shorter; 30 for longer ones. */
    public static int usualSteps(Duration length) {
        Map.Entry<Duration, Integer> usual = STEPS.ceilingEntry(length);
        return usual == null ? STEPS.lastEntry().getValue() : usual.getValue();
    }
}
