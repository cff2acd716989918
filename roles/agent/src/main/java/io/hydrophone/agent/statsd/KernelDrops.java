package io.hydrophone.agent.statsd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How many datagrams Linux threw away because a UDP socket's buffer was full: the last column of {@code /proc/net/udp}. */
final class KernelDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL_ADDRESS = 1;

    private KernelDrops() {}

    /** Of the sockets at a local port; −1 where the system does not tell. */
    static long at(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        long drops = -1;
        for (Path table : TABLES) {
            drops = sum(drops, in(table, suffix));
        }
        return drops;
    }

    private static long in(Path table, String suffix) {
        try {
            long drops = -1;
            for (String row : Files.readString(table, StandardCharsets.US_ASCII).split("\n", -1)) {
                String[] columns = row.strip().split(" +", -1);
                if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(suffix)) {
                    drops = sum(drops, Long.parseLong(columns[columns.length - 1]));
                }
            }
            return drops;
        } catch (IOException | NumberFormatException e) {
            return -1; // No Linux, or one without IPv6.
        }
    }

    private static long sum(long a, long b) {
        return a < 0 ? b : b < 0 ? a : a + b;
    }
}
