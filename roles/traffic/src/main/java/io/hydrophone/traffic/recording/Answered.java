package io.hydrophone.traffic.recording;

import io.hydrophone.wire.Outcome;

/** How a command ended; the components are those of {@link Answer}. */
public record Answered(
        long session,
        long number,
        long nanos,
        Outcome outcome,
        int errorCode,
        String sqlState,
        String message,
        long rows,
        long affected,
        int warnings,
        int status,
        long bytesOut,
        long latencyNanos,
        long totalNanos,
        long statementId,
        long rowChecksum)
        implements TrafficEvent, Answer {}
