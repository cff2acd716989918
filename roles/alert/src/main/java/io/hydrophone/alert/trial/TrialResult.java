package io.hydrophone.alert.trial;

import java.util.List;

/**
 * What became of a file's trials.
 *
 * @param expectations how many there were
 */
public record TrialResult(int trials, int expectations, List<Failure> failures) {}
