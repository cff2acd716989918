package io.hydrophone.alert.rule;

import java.time.Duration;

/**
 * How long something has to last until it counts.
 *
 * @param hold a condition holds, until the alert fires
 * @param keepFiring nothing is wrong any more, until it is resolved
 * @param unknownAfter the condition is unknown, until {@code whenUnknown} happens
 */
public record Timing(Duration hold, Duration keepFiring, Duration unknownAfter, WhenUnknown whenUnknown) {}
