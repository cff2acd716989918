package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.report.merge.Receipts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Receipts as bytes: when the group began, the last merged report's number, then of each run of a probe its name, its epoch and the ranges. */
final class ReceiptsText {
    private static final int MAX_STRETCHES = 1 << 20;
    private static final int MAX_RANGES = 1 << 20;

    /**
     * What a node accepted.
     *
     * @param birth when the group's first master began, in microseconds since 1970
     * @param number of the last merged report
     */
    record Accepted(long birth, long number, List<Receipts.Stretch> stretches) {
        Accepted {
            stretches = List.copyOf(stretches);
        }

        Receipts receipts() {
            Receipts receipts = new Receipts();
            receipts.addAll(stretches);
            return receipts;
        }
    }

    private ReceiptsText() {}

    static byte[] encode(Accepted accepted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(accepted.birth());
            out.writeLong(accepted.number());
            out.writeInt(accepted.stretches().size());
            for (Receipts.Stretch stretch : accepted.stretches()) {
                out.writeUTF(stretch.probe());
                out.writeLong(stretch.epoch());
                out.writeInt(stretch.ranges().size());
                for (Receipts.Range range : stretch.ranges()) {
                    out.writeLong(range.first());
                    out.writeLong(range.last());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws ProblemException {@code bad-receipts} when these are none */
    static Accepted decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long birth = in.readLong();
            long number = in.readLong();
            List<Receipts.Stretch> stretches = new ArrayList<>();
            for (int i = bounded(in.readInt(), MAX_STRETCHES); i > 0; i--) {
                stretches.add(stretch(in));
            }
            if (in.read() >= 0) {
                throw bad("more after the end");
            }
            return new Accepted(birth, number, stretches);
        } catch (IOException e) {
            throw new ProblemException(bad("the end, too early").problem(), e);
        }
    }

    private static Receipts.Stretch stretch(DataInputStream in) throws IOException {
        String probe = in.readUTF();
        long epoch = in.readLong();
        List<Receipts.Range> ranges = new ArrayList<>();
        long before = Long.MIN_VALUE;
        for (int i = bounded(in.readInt(), MAX_RANGES); i > 0; i--) {
            Receipts.Range range = new Receipts.Range(in.readLong(), in.readLong());
            if (range.first() <= before || range.last() < range.first() || range.last() == Long.MAX_VALUE) {
                throw bad("ranges out of order");
            }
            before = range.last();
            ranges.add(range);
        }
        return new Receipts.Stretch(probe, epoch, ranges);
    }

    private static int bounded(int count, int most) {
        if (count < 0 || count > most) {
            throw bad("a list of " + count);
        }
        return count;
    }

    private static ProblemException bad(String what) {
        return new ProblemException("bad-receipts", "these are no receipts: " + what, "", "");
    }
}
