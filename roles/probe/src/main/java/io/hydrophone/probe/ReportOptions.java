package io.hydrophone.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a probe reports.
 *
 * @param probe the name under which it is known to those who read the reports
 * @param version of Hydrophone
 * @param interval a whole number of seconds; intervals are aligned to UTC
 * @param slowNanos statements that took as long or longer are counted, and a few listed, as slow; −1 for none
 * @param masked whether statements in mysql-probe's format have no literals; in our own they never have
 */
public record ReportOptions(String probe, String version, Duration interval, long slowNanos, boolean masked) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    public ReportOptions {
        if (interval.toNanosPart() != 0 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("no whole seconds: " + interval);
        }
    }

    /** Under the name of this machine, every second. */
    public static ReportOptions ofThisMachine() {
        return new ReportOptions(hostName(), "", Duration.ofSeconds(1), -1, true);
    }

    public ReportOptions withProbe(String name) {
        return new ReportOptions(name, version, interval, slowNanos, masked);
    }

    public ReportOptions withVersion(String number) {
        return new ReportOptions(probe, number, interval, slowNanos, masked);
    }

    public ReportOptions withInterval(Duration length) {
        return new ReportOptions(probe, version, length, slowNanos, masked);
    }

    public ReportOptions withSlowNanos(long nanos) {
        return new ReportOptions(probe, version, interval, nanos, masked);
    }

    public ReportOptions withMasked(boolean withoutLiterals) {
        return new ReportOptions(probe, version, interval, slowNanos, withoutLiterals);
    }

    /** As the kernel knows it: asking the resolver could take seconds. */
    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            String name = System.getenv("HOSTNAME");
            return name == null || name.isEmpty() ? "localhost" : name;
        }
    }
}
