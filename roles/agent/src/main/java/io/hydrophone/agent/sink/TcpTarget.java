package io.hydrophone.agent.sink;

import java.time.Duration;

/**
 * A receiver over TCP.
 *
 * @param timeout of connecting, and of each answer
 */
public record TcpTarget(String host, int port, Duration timeout) {}
