package io.hydrophone.agent.forward;

import java.util.List;

/**
 * A forwarder at one moment.
 *
 * @param epoch of the keys of its batches: when it began, in microseconds since 1970
 * @param accepted signals since then
 * @param tooLarge of these, signals of more than 64 KiB, which no sink is sent
 */
public record ForwarderFigures(String agent, long epoch, long accepted, long tooLarge, List<SinkFigures> sinks) {}
