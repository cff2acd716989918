package io.hydrophone.probe.group;

/**
 * One node as the group knows it.
 *
 * @param name unique in its group
 * @param address host:port of its HTTP server, as others reach it
 * @param groupAddress host:port at which other members reach it; empty for a probe
 * @param epoch the highest that it has taken part in
 */
public record Node(String name, Role role, String address, String groupAddress, long epoch) {}
