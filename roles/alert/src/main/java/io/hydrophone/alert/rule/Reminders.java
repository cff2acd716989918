package io.hydrophone.alert.rule;

import java.time.Duration;

/**
 * How often an alert that goes on is told.
 *
 * @param every null for once
 * @param most times that it is told, the first included; its end is told in any case
 */
public record Reminders(Duration every, int most) {
    public static final int UNLIMITED = Integer.MAX_VALUE;
}
