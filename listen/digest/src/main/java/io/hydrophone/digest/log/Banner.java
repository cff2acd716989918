package io.hydrophone.digest.log;

import java.nio.charset.StandardCharsets;

/** The three lines that a server writes when it opens a log: its version, its port, the heading of the columns. */
final class Banner {
    private static final byte[] VERSION = ascii(", Version: ");
    private static final byte[] STARTED = ascii("started with:");
    private static final byte[] PORT = ascii("Tcp port: ");
    private static final byte[] HEADING = ascii("Time");
    private static final byte[] COLUMNS = ascii("Id Command");
    private static final int WITHIN = 1_000;

    private Banner() {}

    static boolean isOf(LineReader line) {
        return line.startsWith(PORT)
                || (line.startsWith(HEADING) && line.find(COLUMNS, WITHIN) >= 0)
                || (line.find(VERSION, WITHIN) >= 0 && line.find(STARTED, WITHIN) >= 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
