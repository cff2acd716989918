package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A report as the queue keeps it: version (1 byte), epoch and sequence (8 bytes each), the probe's name (a byte of length, UTF-8), the report. */
public final class Envelope {
    private static final byte VERSION = 2;
    private static final int HEAD = 2 + 2 * Long.BYTES;

    private Envelope() {}

    /**
     * Puts a report into its envelope.
     *
     * @throws IllegalArgumentException when the probe's name is too long
     */
    public static byte[] encode(SealedReport report) {
        ReportId id = report.id();
        byte[] probe = id.probe().getBytes(StandardCharsets.UTF_8);
        if (probe.length > ReportId.MAX_PROBE_BYTES) {
            throw new IllegalArgumentException(
                    "a probe's name takes " + ReportId.MAX_PROBE_BYTES + " bytes at most, not " + probe.length);
        }
        ByteBuffer out = ByteBuffer.allocate(HEAD + probe.length + report.bytes().length);
        out.put(VERSION).putLong(id.epoch()).putLong(id.sequence());
        return out.put((byte) probe.length).put(probe).put(report.bytes()).array();
    }

    static Optional<SealedReport> decode(byte[] record) {
        return decode(record, 0);
    }

    /**
     * Undoes {@link #encode}.
     *
     * @param at where it begins; it ends with the array
     * @return empty when it is none, or one of another version
     */
    public static Optional<SealedReport> decode(byte[] record, int at) {
        if (record.length - at < HEAD || record[at] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(record, at + 1, record.length - at - 1);
        long epoch = in.getLong();
        long sequence = in.getLong();
        int length = Byte.toUnsignedInt(in.get());
        if (in.remaining() < length) {
            return Optional.empty();
        }
        String probe = new String(record, in.position(), length, StandardCharsets.UTF_8);
        byte[] bytes = new byte[in.remaining() - length];
        in.get(in.position() + length, bytes);
        return Optional.of(new SealedReport(new ReportId(probe, epoch, sequence), bytes));
    }
}
