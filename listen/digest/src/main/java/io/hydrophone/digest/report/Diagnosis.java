package io.hydrophone.digest.report;

import io.hydrophone.core.Problem;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.util.List;

/** Why nothing was heard: what was seen, and which option to try. */
public final class Diagnosis {
    /** What helps where encryption has to stay. */
    static final String ENCRYPTED =
            "with the clients' key log they are heard (--tls-keylog FILE); without, a login shows them in the server's"
                    + " performance_schema";

    private static final String PLAINTEXT =
            "TLS is the clients' default since MySQL 5.7 and MariaDB 11.4: a session is readable with --ssl-mode=DISABLED"
                    + " (MySQL), --skip-ssl (MariaDB), sslMode=DISABLED (JDBC), or over the server's socket or a proxy; encrypted, "
                    + ENCRYPTED;

    private Diagnosis() {}

    /**
     * Null when there is something to report.
     *
     * @param ports that were listened to
     * @param queries that were heard
     */
    public static Problem of(WireCounters wire, CaptureCounters capture, Ports ports, long queries) {
        return of(wire, capture, ports, queries, List.of());
    }

    /**
     * The same, knowing on which ports servers were found when all ports were listened to.
     *
     * @param found servers' ports, ascending; empty when not known
     */
    public static Problem of(
            WireCounters wire, CaptureCounters capture, Ports ports, long queries, List<Integer> found) {
        if (queries > 0) {
            return null;
        }
        String seen = Units.count(capture.packets()) + (capture.packets() == 1 ? " packet" : " packets");
        if (capture.packets() == 0) {
            return problem("no-packets", "there were no packets", "listen longer, or on another device: -i any");
        }
        if (wire.sessions() == 0 && wire.sampledOutSessions() > 0) {
            return problem(
                    "all-sampled-out",
                    Units.count(wire.sampledOutSessions()) + " sessions were left out by sampling, and none was heard",
                    "hear a larger part: --sample 1/2, or leave --sample out");
        }
        if (wire.segments() == 0) {
            return problem(
                    "no-traffic-on-port", seen + ", none of them TCP on port " + ports, onOtherPorts(ports, found));
        }
        if (wire.sessions() > 0 && wire.tlsSessions() >= wire.sessions()) {
            String all = wire.sessions() == 1
                    ? "the one session was"
                    : "all " + Units.count(wire.sessions()) + " sessions were";
            return problem("all-encrypted", all + " encrypted", PLAINTEXT);
        }
        if (wire.unrecognised() > 0 && wire.unrecognised() >= wire.sessions()) {
            return problem(
                    "no-mysql-on-port",
                    Units.count(wire.unrecognised()) + " connections on port " + ports + ", none of them MySQL",
                    onOtherPorts(ports, found));
        }
        if (wire.sessions() > 0 && wire.midstreamSessions() >= wire.sessions()) {
            String losses = wire.gaps() > 0 ? ", with " + Units.count(wire.gaps()) + " gaps" : "";
            return problem(
                    "only-midstream",
                    "only sessions that had begun before the capture" + losses + ", and no whole query of theirs",
                    "capture from before the clients connect, whole packets (tcpdump -s 0), or longer");
        }
        if (wire.sessions() > 0) {
            return problem(
                    "no-queries",
                    Units.count(wire.sessions()) + " sessions, but no query in them",
                    wire.tlsSessions() > 0
                            ? Units.count(wire.tlsSessions()) + " were encrypted. " + PLAINTEXT
                            : "listen longer");
        }
        return problem(
                "no-sessions",
                Units.count(wire.segments()) + " TCP segments on port " + ports + ", but nothing was said in them",
                onOtherPorts(ports, found));
    }

    private static String onOtherPorts(Ports ports, List<Integer> found) {
        if (!found.isEmpty()) {
            return "MySQL was heard on port " + new Ports(found) + ": try --port " + new Ports(found);
        }
        return ports.isAuto()
                ? "servers are found by their greeting: capture from before the clients connect, or name the port: --port 3306"
                : "try --port auto, which finds servers by their greeting, or name the server's port";
    }

    private static Problem problem(String code, String message, String action) {
        return new Problem(code, message, "", action);
    }
}
