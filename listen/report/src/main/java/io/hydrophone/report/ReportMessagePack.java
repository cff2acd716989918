package io.hydrophone.report;

import io.hydrophone.core.msgpack.MalformedPack;

/** A report as MessagePack: the same fields as {@link ReportJson}, by their numbers. */
public final class ReportMessagePack {
    private ReportMessagePack() {}

    /** Samples have no literals. */
    public static byte[] write(IntervalReport report) {
        PackedFieldWriter out = new PackedFieldWriter();
        new ReportWriter(out).write(report);
        return out.bytes();
    }

    /**
     * Reads what {@link #write} wrote, as {@link ReportJson#read} does.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-report}: what is wrong, and at which byte
     */
    public static IntervalReport read(byte[] bytes) {
        return read(bytes, FieldReader.MAX_NUMBER);
    }

    /**
     * Reads a sum that is our own, of so many reports that its figures are larger than those of any report may be.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-report}, as above
     */
    public static IntervalReport readSum(byte[] bytes) {
        return read(bytes, FieldReader.MAX_SUM);
    }

    private static IntervalReport read(byte[] bytes, long maxNumber) {
        ReportBounds.checkSize(bytes.length);
        PackedFieldReader in = new PackedFieldReader(bytes, maxNumber);
        try {
            IntervalReport report = new ReportReader(in).read();
            in.end();
            return report;
        } catch (MalformedPack e) {
            throw ReportBounds.problem(e.what(), e.at());
        }
    }
}
