package io.hydrophone.probe.group;

/**
 * One membership among all there ever were.
 *
 * @param creator the coordinator that installed it
 * @param number rises on every member
 */
record ViewId(MemberId creator, long number) {}
