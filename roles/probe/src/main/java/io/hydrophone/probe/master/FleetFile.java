package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Timeline;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.ReceiptsCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A fleet's sums in a file: a magic number and the version, then parts, each with its kind (1 byte), length and CRC32C (4 bytes each);
 * docs/cluster-format.md has them. A file is whole or it is none: it is written aside and moved.
 */
final class FleetFile {
    private static final long MAGIC = 0x4859464c45455402L; // "HYFLEET", version 2
    private static final byte RECEIPTS = 1;
    private static final byte TOTAL = 2;
    private static final byte INSTANCE = 3;
    private static final byte OPEN = 4;
    private static final byte END = 5;
    private static final int MAX_PART = 64 << 20;
    private static final int BUFFER = 1 << 20;
    private static final long MICROSECOND = 1_000;

    /** Reports have an id, and an interval; those in here need none. */
    private static final ReportId PART_OF_SUMS = new ReportId("sums", 0, 1);

    private FleetFile() {}

    /**
     * Writes what a fleet knows; it stands still meanwhile.
     *
     * @throws IOException when the disk does not take it; the file before is as it was, and no room is taken
     */
    static void write(Fleet fleet, Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            writeAside(fleet, aside);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeAside(Fleet fleet, Path aside) throws IOException {
        try (FileOutputStream to = new FileOutputStream(aside.toFile());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, BUFFER))) {
            out.writeLong(MAGIC);
            IOException failure = fleet.read(sums -> {
                try {
                    write(sums, out);
                    return null;
                } catch (IOException e) {
                    return e;
                }
            });
            if (failure != null) {
                throw failure;
            }
            out.flush();
            to.getChannel().force(true);
        }
    }

    private static void write(Fleet.Sums sums, DataOutputStream out) throws IOException {
        part(out, RECEIPTS, sums.accepted().encode());
        Summary total = sums.ledger().sinceStart();
        if (total.toNanos() > total.fromNanos()) {
            report(out, TOTAL, new IntervalReport(PART_OF_SUMS, "", sums.capture(), total));
        }
        for (String instance : sums.instances().instances()) {
            report(
                    out,
                    INSTANCE,
                    new IntervalReport(
                            PART_OF_SUMS,
                            "",
                            CaptureFigures.NONE,
                            summary(sums.instances().rows(instance))));
        }
        for (OpenInterval interval : sums.open().values()) {
            part(out, OPEN, open(interval));
        }
        part(out, END, new byte[0]);
    }

    /** How many bytes its receipts have (4 bytes), these, and the sum of its reports. */
    private static byte[] open(OpenInterval interval) {
        byte[] receipts = ReceiptsCodec.write(interval.reports());
        byte[] sum = Frames.write(interval.snapshot(PART_OF_SUMS, ""));
        return ByteBuffer.allocate(Integer.BYTES + receipts.length + sum.length)
                .putInt(receipts.length)
                .put(receipts)
                .put(sum)
                .array();
    }

    private static void report(DataOutputStream out, byte kind, IntervalReport report) throws IOException {
        part(out, kind, Frames.write(report));
    }

    private static void part(DataOutputStream out, byte kind, byte[] bytes) throws IOException {
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.writeInt(checksum(bytes));
        out.write(bytes);
    }

    /** Rows without a time. */
    static Summary summary(List<StatementSummary> rows) {
        return new Summary(
                0,
                MICROSECOND,
                rows,
                List.of(),
                List.of(),
                new Timeline(1_000 * MICROSECOND, 0, List.of()),
                null,
                new Summary.Bookkeeping(0, 0, 0, -1, Sampling.NONE));
    }

    /**
     * Reads a file into a fleet that is empty.
     *
     * @throws ProblemException {@code bad-fleet-file} when it is damaged or of another version; the fleet is of no use then
     */
    static void read(Path file, Fleet into) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            if (in.readLong() != MAGIC) {
                throw bad(file, "it is no file of a master's sums, or one of another version");
            }
            while (readPart(in, file, into)) {
                // Until its end.
            }
        } catch (EOFException e) {
            throw new ProblemException(problem(file, "it is cut short"), e);
        }
    }

    private static boolean readPart(DataInputStream in, Path file, Fleet into) throws IOException {
        byte kind = in.readByte();
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > MAX_PART) {
            throw bad(file, "a part of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        if (checksum(bytes) != checksum) {
            throw bad(file, "a part is damaged");
        }
        switch (kind) {
            case RECEIPTS -> into.restore(Accepted.decode(bytes));
            case TOTAL -> into.restoreTotal(report(bytes));
            case INSTANCE -> into.restoreInstance(report(bytes));
            case OPEN -> restoreOpen(ByteBuffer.wrap(bytes), file, into);
            case END -> {
                return false;
            }
            default -> throw bad(file, "a part of kind " + kind);
        }
        return true;
    }

    private static void restoreOpen(ByteBuffer in, Path file, Fleet into) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw bad(file, "receipts of " + length + " bytes");
        }
        byte[] receipts = new byte[length];
        byte[] sum = new byte[in.remaining() - length];
        in.get(receipts).get(sum);
        into.restoreOpen(report(sum), ReceiptsCodec.read(receipts));
    }

    private static IntervalReport report(byte[] bytes) {
        return Frames.readSum(bytes);
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private static ProblemException bad(Path file, String what) {
        return new ProblemException(problem(file, what));
    }

    private static Problem problem(Path file, String what) {
        return new Problem(
                "bad-fleet-file",
                "the sums cannot be read: " + what,
                file.toString(),
                "move it away: what the journal still has is added up again, or another node of the group gives its sums");
    }
}
