package io.hydrophone.bench.load;

import java.nio.file.Path;

/**
 * A capture of sysbench's traffic.
 *
 * @param file pcap, Ethernet
 * @param bytes of the file
 * @param port of the server in it
 * @param selects that the server says it answered
 * @param drops packets that the capturing tcpdump says it lost
 * @param sha256 of the file
 */
public record Capture(Path file, long bytes, int port, long selects, long drops, String sha256) {}
