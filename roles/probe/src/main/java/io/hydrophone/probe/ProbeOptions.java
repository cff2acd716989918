package io.hydrophone.probe;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.tls.KeyLog;

/**
 * What a probe listens to and how much it may hold.
 *
 * @param devices names, as given by the user; for a file its name
 * @param ports the servers' ports
 * @param maxStatements kept since the start, by server, database, user and statement; the least used beyond fall into
 *     one row {@code other}. 4,000 take some 10 MB
 * @param sample which part of the sessions is heard
 * @param cpuLimitPercent of one core that the capture threads may take together, before a smaller part of the sessions
 *     is heard; 0 for no limit
 * @param keyLog with which encrypted sessions are decrypted; null where they are only counted
 * @param server that is asked too; null for none
 * @param report what is told at the end of each interval
 */
public record ProbeOptions(
        String devices,
        Ports ports,
        int maxStatements,
        SampleRatio sample,
        int cpuLimitPercent,
        KeyLog keyLog,
        AskedServer server,
        ReportOptions report) {
    public static final int DEFAULT_MAX_STATEMENTS = 4_000;

    public static ProbeOptions of(String devices, Ports ports) {
        return new ProbeOptions(
                devices, ports, DEFAULT_MAX_STATEMENTS, SampleRatio.ALL, 0, null, null, ReportOptions.ofThisMachine());
    }

    /** A probe that hears nothing and only asks a server. */
    public static ProbeOptions asking(AskedServer server) {
        return of("", Ports.of(server.url().port())).with(server);
    }

    public ProbeOptions with(AskedServer asked) {
        return new ProbeOptions(devices, ports, maxStatements, sample, cpuLimitPercent, keyLog, asked, report);
    }

    public ProbeOptions withKeyLog(KeyLog log) {
        return new ProbeOptions(devices, ports, maxStatements, sample, cpuLimitPercent, log, server, report);
    }

    public ProbeOptions withSample(SampleRatio ratio) {
        return new ProbeOptions(devices, ports, maxStatements, ratio, cpuLimitPercent, keyLog, server, report);
    }

    public ProbeOptions withCpuLimitPercent(int percent) {
        return new ProbeOptions(devices, ports, maxStatements, sample, percent, keyLog, server, report);
    }

    public ProbeOptions withReport(ReportOptions told) {
        return new ProbeOptions(devices, ports, maxStatements, sample, cpuLimitPercent, keyLog, server, told);
    }

    /** Whether anything is listened to. */
    public boolean listens() {
        return !devices.isEmpty();
    }
}
