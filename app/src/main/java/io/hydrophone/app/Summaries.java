package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.report.Diagnosis;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;

/** What a command says on standard error when it has listened to its end. */
final class Summaries {
    private Summaries() {}

    static String line(WireCounters wire, CaptureCounters capture, long commands) {
        StringBuilder line = new StringBuilder();
        line.append(commands).append(" commands, ").append(wire.sessions()).append(" sessions, ");
        line.append(capture.packets()).append(" packets");
        append(line, wire.tlsSessions(), "encrypted sessions (not heard)");
        append(line, wire.xProtocolSessions(), "sessions of the X Protocol (not heard)");
        append(line, wire.refusedSessions(), "of them not encrypted with the key log's secret");
        append(line, wire.decryptedSessions(), "decrypted sessions");
        append(line, wire.compressedSessions(), "compressed sessions");
        append(line, wire.streams(), "streams of replication or copies (not decoded)");
        append(line, wire.lostCommands(), "commands lost");
        append(line, wire.lostBytes(), "bytes lost in " + wire.gaps() + " gaps");
        append(line, capture.kernelDrops(), "packets dropped by the kernel");
        append(line, wire.unparsed(), "packets that made no sense");
        append(line, wire.evictedSessions(), "sessions forgotten for lack of room");
        append(line, wire.sampledOutSessions(), "sessions left out by sampling");
        if (capture.truncatedFile()) {
            line.append("; the file ends in the middle of a packet");
        }
        return line.toString();
    }

    private static void append(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append("; ").append(count).append(' ').append(what);
        }
    }

    /** Why nothing was heard, and which option to try; empty when something was. */
    static String whyNothing(WireCounters wire, CaptureCounters capture, Ports ports, long commands) {
        Problem problem = commands > 0 ? null : Diagnosis.of(wire, capture, ports, commands);
        return problem == null ? "" : problem.text();
    }
}
