package io.hydrophone.traffic.recording;

/**
 * A command of a client.
 *
 * @param number of the command in its session, from 1
 * @param nanos when its first byte was captured
 * @param payload the command as it was sent, its command byte first, without packet headers
 * @param truncated whether the payload is a prefix only
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were captured; nobody compares two
public record Asked(long session, long number, long nanos, byte[] payload, boolean truncated) implements TrafficEvent {}
