package io.hydrophone.report.merge;

import io.hydrophone.core.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Receipts as bytes, a few for each run of a probe: a version, then for each stretch the probe's name, its epoch (8 bytes), and the ranges as distances. Numbers
 * are unsigned LEB128; a name of no bytes is that of the stretch before.
 */
public final class ReceiptsCodec {
    private static final int VERSION = 1;
    private static final int MAX_NAME = 64 << 10;

    private ReceiptsCodec() {}

    /** Writes all that was accepted; sequences are not negative, names not empty. */
    public static byte[] write(Receipts receipts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        out.write(VERSION);
        String before = "";
        for (Receipts.Stretch stretch : receipts.all()) {
            byte[] name = stretch.probe().equals(before)
                    ? new byte[0]
                    : stretch.probe().getBytes(StandardCharsets.UTF_8);
            before = stretch.probe();
            write(out, name.length);
            out.writeBytes(name);
            out.writeBytes(
                    ByteBuffer.allocate(Long.BYTES).putLong(stretch.epoch()).array());
            write(out, stretch.ranges().size());
            long last = -1;
            for (Receipts.Range range : stretch.ranges()) {
                write(out, range.first() - last);
                write(out, range.last() - range.first());
                last = range.last();
            }
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws ProblemException {@code bad-receipts}, with the byte
     */
    public static Receipts read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!in.hasRemaining() || in.get() != VERSION) {
            throw bad(in, "they are of no version that is known");
        }
        Receipts receipts = new Receipts();
        String probe = "";
        while (in.hasRemaining()) {
            String name = name(in);
            probe = name.isEmpty() ? probe : name;
            if (probe.isEmpty()) {
                throw bad(in, "a probe has no name");
            }
            receipts.addAll(List.of(new Receipts.Stretch(probe, epoch(in), ranges(in))));
        }
        return receipts;
    }

    private static long epoch(ByteBuffer in) {
        if (in.remaining() < Long.BYTES) {
            throw bad(in, "they end in the middle");
        }
        return in.getLong();
    }

    private static List<Receipts.Range> ranges(ByteBuffer in) {
        long count = number(in);
        List<Receipts.Range> ranges = new ArrayList<>();
        long last = -1;
        for (long i = 0; i < count; i++) { // ends with the bytes, whatever the count says
            long first = last + number(in);
            long end = first + number(in);
            if (first <= last || end < first) {
                throw bad(in, "ranges do not ascend");
            }
            ranges.add(new Receipts.Range(first, end));
            last = end;
        }
        return ranges;
    }

    private static String name(ByteBuffer in) {
        long length = number(in);
        if (length > Math.min(in.remaining(), MAX_NAME)) {
            throw bad(in, "a name is cut short");
        }
        byte[] name = new byte[(int) length];
        in.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static void write(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            if (!in.hasRemaining()) {
                throw bad(in, "they end in the middle");
            }
            byte b = in.get();
            number |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw bad(in, "a number has more than 63 bits");
    }

    private static ProblemException bad(ByteBuffer in, String reason) {
        return new ProblemException("bad-receipts", "these are no receipts: " + reason, "byte " + in.position(), "");
    }
}
