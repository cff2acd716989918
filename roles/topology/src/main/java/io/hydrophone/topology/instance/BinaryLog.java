package io.hydrophone.topology.instance;

/** Where a server writes its binary log, in bytes from the file's beginning. */
public record BinaryLog(String file, long position) {}
