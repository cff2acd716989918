package io.hydrophone.traffic.compare;

/**
 * How often a statement ended with which error. Of pairs, how often that error of the source met this one of the target; of samples both
 * numbers are the same, each side with its count.
 *
 * @param source the error's number, 0 for none
 * @param target the error's number, 0 for none
 * @param sourceCount how often on the source
 * @param targetCount how often on the target
 * @param message of the first one, the target's where it has one, without the data that it quotes
 */
public record ErrorChange(int source, int target, long sourceCount, long targetCount, String message) {}
