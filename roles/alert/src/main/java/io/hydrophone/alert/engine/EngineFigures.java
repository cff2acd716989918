package io.hydrophone.alert.engine;

/**
 * What an engine has and had to leave out.
 *
 * @param series that are kept
 * @param seriesRefused samples of series beyond the limit
 * @param pointsRefused samples that were not newer than the ones before
 * @param pointsDropped points that made room for newer ones before their time
 * @param labelSets that rules are run for and that are not quiet
 * @param labelSetsRefused evaluations that were left out because a rule had too many labels to run for
 * @param unknown conditions that were unknown in the last evaluation
 */
public record EngineFigures(
        int series,
        long seriesRefused,
        long pointsRefused,
        long pointsDropped,
        int labelSets,
        long labelSetsRefused,
        int unknown) {}
