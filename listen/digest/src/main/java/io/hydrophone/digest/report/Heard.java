package io.hydrophone.digest.report;

import io.hydrophone.digest.log.LogCounters;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.util.List;

/**
 * Where a report's figures come from, and what was lost on the way.
 *
 * @param title the files or the device
 * @param capture packets; null when nothing was captured
 * @param wire what was decoded of them; null when nothing was captured
 * @param streams connections on which servers sent their binary log or a copy of themselves
 * @param log lines of query logs; null when there were none
 * @param encrypted who was not heard because of encryption
 */
public record Heard(
        String title,
        CaptureCounters capture,
        WireCounters wire,
        List<DataStream> streams,
        LogCounters log,
        EncryptedSessions encrypted) {
    /** Where nobody was encrypted, or that is not told. */
    public Heard(String title, CaptureCounters capture, WireCounters wire, List<DataStream> streams, LogCounters log) {
        this(title, capture, wire, streams, log, EncryptedSessions.NONE);
    }
}
