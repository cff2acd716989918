package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.report.snappy.Snappy;

/** A report as a record's value, and as the stores keep it: MessagePack, compressed. It says which version it is. */
final class ReportFrame {
    /** Of one report, not compressed. */
    private static final int MAX_BYTES = 64 << 20;

    private ReportFrame() {}

    static byte[] write(IntervalReport report) {
        return Snappy.compress(ReportMessagePack.write(report));
    }

    /** @throws ProblemException {@code bad-report} or {@code bad-snappy} */
    static IntervalReport read(byte[] frame) {
        return ReportMessagePack.read(Snappy.decompress(frame, MAX_BYTES));
    }

    /** Reads a sum of ours, whose figures may be larger. */
    static IntervalReport readSum(byte[] frame) {
        return ReportMessagePack.readSum(Snappy.decompress(frame, MAX_BYTES));
    }
}
