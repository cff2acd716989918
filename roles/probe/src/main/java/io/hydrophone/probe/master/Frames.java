package io.hydrophone.probe.master;

import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportJson;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.report.snappy.Snappy;

/** Reports as they come: Snappy's block format around MessagePack or JSON. */
public final class Frames {
    /** Of a report that is not compressed any more. */
    private static final int MAX_BYTES = 64 << 20;

    private Frames() {}

    /**
     * Reads a report of anyone's.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-snappy} or {@code bad-report}
     */
    public static IntervalReport read(byte[] frame) {
        byte[] bytes = Snappy.decompress(frame, MAX_BYTES);
        boolean isJson = bytes.length > 0 && bytes[0] == '{';
        return isJson ? ReportJson.read(bytes) : ReportMessagePack.read(bytes);
    }

    /** Reads a sum of our own, whose figures may be larger than a report's. */
    public static IntervalReport readSum(byte[] frame) {
        return ReportMessagePack.readSum(Snappy.decompress(frame, MAX_BYTES));
    }

    public static byte[] write(IntervalReport report) {
        return Snappy.compress(ReportMessagePack.write(report));
    }
}
