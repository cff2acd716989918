package io.hydrophone.probe;

import io.hydrophone.wire.Ports;

/**
 * What a probe listens to and how much it may hold.
 *
 * @param devices names, as given by the user; for a file its name
 * @param ports the servers' ports
 * @param maxStatements kept since the start, by server, database, user and statement; the least used beyond fall into
 *     one row {@code other}. 4,000 take some 10 MB
 */
public record ProbeOptions(String devices, Ports ports, int maxStatements) {
    public static final int DEFAULT_MAX_STATEMENTS = 4_000;

    public static ProbeOptions of(String devices, Ports ports) {
        return new ProbeOptions(devices, ports, DEFAULT_MAX_STATEMENTS);
    }
}
