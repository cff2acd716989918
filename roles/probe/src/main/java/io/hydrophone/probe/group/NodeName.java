package io.hydrophone.probe.group;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes names for nodes that were given none. */
final class NodeName {
    private NodeName() {}

    /** The host's name and eight hexadecimal digits by chance. */
    static String make() {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        String host = host().replaceAll("[^A-Za-z0-9.-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String prefix = host.isEmpty() ? "node" : host.substring(0, Math.min(host.length(), 64));
        return prefix + "-" + HexFormat.of().formatHex(random);
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return fromNameServer();
        }
    }

    private static String fromNameServer() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "";
        }
    }
}
