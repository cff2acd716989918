package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;

/** An interval that is over, as it goes to a receiver. */
public final class SealedReport {
    private final ReportId id;
    private final byte[] bytes;

    /** @param bytes encoded; sent as one binary frame, and looked into by nobody on the way. Not to be changed any more */
    public SealedReport(ReportId id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    public ReportId id() {
        return id;
    }

    public byte[] bytes() {
        return bytes;
    }
}
