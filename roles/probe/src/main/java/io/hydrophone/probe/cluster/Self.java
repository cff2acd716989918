package io.hydrophone.probe.cluster;

/**
 * This node.
 *
 * @param address host:port of its HTTP server, as others reach it
 * @param group the cluster's name
 */
public record Self(String name, String address, String group) {}
