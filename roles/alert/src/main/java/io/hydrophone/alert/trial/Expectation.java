package io.hydrophone.alert.trial;

import java.time.Duration;
import java.util.List;

/**
 * Which alerts of a rule should fire at a time.
 *
 * @param place where it stands: {@code file:line:column}
 * @param at from the trial's begin
 */
record Expectation(String place, Duration at, String rule, List<ExpectedAlert> alerts) {}
