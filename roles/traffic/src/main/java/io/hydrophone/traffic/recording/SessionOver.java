package io.hydrophone.traffic.recording;

/** The end of a session, as far as it was heard. */
public record SessionOver(long session, long nanos, SessionEnd how) implements TrafficEvent {}
