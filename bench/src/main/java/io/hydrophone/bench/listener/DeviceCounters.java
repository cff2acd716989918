package io.hydrophone.bench.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's account of a network device, of the namespace that the bench runs in. */
public final class DeviceCounters {
    private DeviceCounters() {}

    /** Packets received since the device came up; over loopback each packet once. */
    public static long received(String device) throws IOException {
        return received(device, Files.readString(Path.of("/proc/net/dev")));
    }

    static long received(String device, String table) throws IOException {
        for (String line : table.lines().toList()) {
            String[] columns = line.strip().split("[: ]+", -1);
            if (columns[0].equals(device)) {
                return Long.parseLong(columns[2]);
            }
        }
        throw new IOException("no device " + device);
    }
}
