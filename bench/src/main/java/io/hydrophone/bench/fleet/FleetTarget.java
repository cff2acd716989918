package io.hydrophone.bench.fleet;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** What simulated probes report to: a master, by whatever way. */
interface FleetTarget extends AutoCloseable {
    /** Connects all probes. */
    void connect(int probes) throws IOException, InterruptedException, ExecutionException, TimeoutException;

    void send(int probe, byte[] frame) throws InterruptedException, ExecutionException, TimeoutException;

    /** Reports of all probes that somebody keeps. */
    long acknowledged();

    /** JSON that the master serves. */
    JsonNode get(String path) throws IOException, InterruptedException;

    /** Processor time of what is between probes and master, of this machine's cores; 0 when there is nothing. */
    long betweenCpuNanos();

    @Override
    void close();
}
