package io.hydrophone.alert.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;

/**
 * Other thresholds at some hours.
 *
 * @param from included
 * @param to excluded; not after {@code from} when the hours go over midnight, where the whole night is of the day it began
 * @param variables those that differ then
 */
public record TimeOfDay(LocalTime from, LocalTime to, Set<DayOfWeek> days, ZoneId zone, Map<String, Double> variables) {
    /** Whether this is such a time. */
    boolean includes(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        LocalTime clock = local.toLocalTime();
        if (from.isBefore(to)) {
            return !clock.isBefore(from) && clock.isBefore(to) && days.contains(local.getDayOfWeek());
        }
        if (!clock.isBefore(from)) {
            return days.contains(local.getDayOfWeek());
        }
        return clock.isBefore(to) && days.contains(local.getDayOfWeek().minus(1));
    }
}
