package io.hydrophone.alert.trial;

import java.util.List;

/**
 * An expectation that was not met.
 *
 * @param trial its name; may be empty
 * @param place {@code file:line:column}
 * @param at of the evaluation, as time from the trial's begin: {@code 5m}
 * @param difference a line each: behind {@code -} what was expected and is not there, behind {@code +} what is there instead
 */
public record Failure(String trial, String place, String rule, String at, List<String> difference) {}
