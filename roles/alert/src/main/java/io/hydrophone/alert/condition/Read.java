package io.hydrophone.alert.condition;

import io.hydrophone.alert.series.Selector;
import java.time.Duration;

/**
 * What an expression asks for.
 *
 * @param series null for that of the rule's own metric
 * @param window how far back; zero for the newest value
 */
public record Read(Selector series, Duration window) {}
