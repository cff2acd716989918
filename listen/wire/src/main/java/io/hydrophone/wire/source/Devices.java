package io.hydrophone.wire.source;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The network devices of this machine, as this process sees it. */
final class Devices {
    /** Of the process's own network namespace. Java's own list leaves out devices without an address. */
    private static final Path PROC = Path.of("/proc/net/dev");

    private static final int HEADINGS = 2;

    private Devices() {}

    /** In the system's order. */
    static List<String> names() {
        try {
            return names(PROC);
        } catch (IOException e) {
            return withAddress();
        }
    }

    /** Those of a process's network namespace; empty when they cannot be read. */
    static List<String> names(long process) {
        try {
            return names(Path.of("/proc", Long.toString(process), "net/dev"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> names(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(HEADINGS)
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .toList();
    }

    private static List<String> withAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    static boolean isLoopback(String device) {
        try {
            NetworkInterface found = NetworkInterface.getByName(device);
            return found != null && found.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }
}
