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
            return Files.readAllLines(PROC).stream()
                    .skip(HEADINGS)
                    .map(line -> line.substring(0, line.indexOf(':')).strip())
                    .toList();
        } catch (IOException e) {
            return withAddress();
        }
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
