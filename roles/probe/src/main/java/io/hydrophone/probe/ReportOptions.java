package io.hydrophone.probe;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.tag.TagOptions;
import io.hydrophone.report.ReportId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * @param tags by which statements are counted
 */
public record ReportOptions(
        String probe, String version, Duration interval, long slowNanos, boolean masked, TagOptions tags) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    public ReportOptions {
        if (interval.toNanosPart() != 0 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("no whole seconds: " + interval);
        }
    }

    /** Under the name of this machine, every second. */
    public static ReportOptions ofThisMachine() {
        return new ReportOptions(hostName(), "", Duration.ofSeconds(1), -1, true, TagOptions.DEFAULT);
    }

    /**
     * The name, if a probe may have it.
     *
     * @throws ProblemException {@code bad-name} when it is empty, longer than 255 bytes of UTF-8, or not visible
     */
    public static String checkedName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isBlank() || bytes > ReportId.MAX_PROBE_BYTES || name.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    "bad-name",
                    "a probe's name is 1 to " + ReportId.MAX_PROBE_BYTES + " bytes of visible text",
                    "",
                    "give such as db-7");
        }
        return name;
    }

    public ReportOptions withProbe(String name) {
        return new ReportOptions(name, version, interval, slowNanos, masked, tags);
    }

    public ReportOptions withVersion(String number) {
        return new ReportOptions(probe, number, interval, slowNanos, masked, tags);
    }

    public ReportOptions withInterval(Duration length) {
        return new ReportOptions(probe, version, length, slowNanos, masked, tags);
    }

    public ReportOptions withSlowNanos(long nanos) {
        return new ReportOptions(probe, version, interval, nanos, masked, tags);
    }

    public ReportOptions withMasked(boolean withoutLiterals) {
        return new ReportOptions(probe, version, interval, slowNanos, withoutLiterals, tags);
    }

    /** As the kernel knows it: asking the resolver could take seconds. */
    public static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            String name = System.getenv("HOSTNAME");
            return name == null || name.isEmpty() ? "localhost" : name;
        }
    }
}
