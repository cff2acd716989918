package io.hydrophone.agent.intake;

/**
 * What was posted, since the agent began.
 *
 * @param requests that were answered
 * @param signals that were taken
 * @param metadata bodies about hosts, which are taken and not passed on
 * @param malformed requests that were refused as a whole
 * @param notForwarded signals that the forwarder did not take
 */
public record IntakeCounters(long requests, long signals, long metadata, long malformed, long notForwarded) {}
