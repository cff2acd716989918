package io.hydrophone.probe.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A report as the queue keeps it: version (1 byte), probe and epoch (a byte of length each, UTF-8), sequence (8 bytes), the report. */
final class Envelope {
    private static final byte VERSION = 1;
    private static final int MAX_NAME = 255;

    private Envelope() {}

    /** @throws IllegalArgumentException when a name is longer than 255 bytes */
    static byte[] encode(SealedReport report) {
        byte[] probe = name(report.id().probe());
        byte[] epoch = name(report.id().epoch());
        ByteBuffer out = ByteBuffer.allocate(3 + probe.length + epoch.length + Long.BYTES + report.bytes().length);
        out.put(VERSION)
                .put((byte) probe.length)
                .put(probe)
                .put((byte) epoch.length)
                .put(epoch);
        return out.putLong(report.id().sequence()).put(report.bytes()).array();
    }

    /** Empty when it is none, or one of another version. */
    static Optional<SealedReport> decode(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        if (!in.hasRemaining() || in.get() != VERSION) {
            return Optional.empty();
        }
        String probe = name(in);
        String epoch = probe == null ? null : name(in);
        if (epoch == null || in.remaining() < Long.BYTES) {
            return Optional.empty();
        }
        ReportId id = new ReportId(probe, epoch, in.getLong());
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return Optional.of(new SealedReport(id, bytes));
    }

    private static byte[] name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a probe's name and its epoch take 255 bytes at most, not " + bytes.length);
        }
        return bytes;
    }

    private static String name(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return null;
        }
        int length = Byte.toUnsignedInt(in.get());
        if (in.remaining() < length) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
