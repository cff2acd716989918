package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Captures a port of the loopback device to a file until it is closed. */
public final class Tcpdump implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private Tcpdump(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Returns when it listens. */
    public static Tcpdump start(int port, Path file) {
        DebianPackages.require("tcpdump");
        try {
            Path log = file.resolveSibling(file.getFileName() + ".log");
            // Without --immediate-mode the last packets of a short capture would be lost; -Z root keeps the file ours.
            Process process = new ProcessBuilder(
                            "tcpdump",
                            "-i",
                            "lo",
                            "--immediate-mode",
                            "-U",
                            "-Z",
                            "root",
                            "-B",
                            "65536",
                            "-s",
                            "0",
                            "-w",
                            file.toString(),
                            "tcp port " + port)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Tcpdump tcpdump = new Tcpdump(process, log);
            Pause.until("tcpdump listens", LIMIT, () -> tcpdump.said("listening on"));
            return tcpdump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean said(String words) {
        try {
            return Files.readString(log).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it write what it has, and fails if the kernel had no room for a packet. */
    @Override
    public void close() {
        Pause.of(Duration.ofMillis(500));
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (!said("0 packets dropped by kernel")) {
            throw new IllegalStateException("tcpdump lost packets: the capture is not what went by");
        }
    }
}
