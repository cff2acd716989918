package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Captures a port of the loopback device to a file until it is closed. */
public final class Tcpdump implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Pattern COUNTERS =
            Pattern.compile("tcpdump: (\\d+) packets? captured, (\\d+) packets? received by filter, .*");

    /** So long apart, and so often the same: nothing more comes. */
    private static final Duration STILL = Duration.ofMillis(100);

    private static final int STANDING = 20;

    private final Process process;
    private final Path log;
    private String counters = "";
    private int stoodStill;

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
            Pause.until(
                    "tcpdump listens",
                    LIMIT,
                    () -> tcpdump.said().stream().anyMatch(line -> line.contains("listening on")));
            return tcpdump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> said() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it write what it has, and fails if the kernel had no room for a packet. */
    @Override
    public void close() {
        Pause.of(Duration.ofMillis(500)); // Who was told to go may have a last word.
        Pause.until("tcpdump has written what there is", LIMIT, this::hasWrittenAll);
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (!said().getLast().equals("0 packets dropped by kernel")) {
            throw new IllegalStateException("tcpdump lost packets: the capture is not what went by");
        }
    }

    /**
     * Asks for its counters. On the loopback device the kernel counts each packet twice, where it goes out and where it comes in;
     * and now and then one more, which came while the filter was set. So counters that stand still have met, too.
     */
    private boolean hasWrittenAll() {
        int before = said().size();
        Tool.of("kill", "-USR1", Long.toString(process.pid())).output();
        Pause.until("tcpdump tells its counters", LIMIT, () -> said().size() > before);
        String line = said().getLast();
        Matcher told = COUNTERS.matcher(line);
        if (!told.matches()) {
            return false; // Half a line.
        }
        stoodStill = line.equals(counters) ? stoodStill + 1 : 0;
        counters = line;
        Pause.of(STILL);
        return stoodStill >= STANDING || 2 * Long.parseLong(told.group(1)) >= Long.parseLong(told.group(2));
    }
}
