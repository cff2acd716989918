package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.report.merge.Receipts;
import io.hydrophone.report.merge.ReceiptsCodec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a node has accepted.
 *
 * @param birth when the group's first master began, in microseconds since 1970
 * @param number of the last merged report
 * @param stretches of reports
 */
record Accepted(long birth, long number, List<Receipts.Stretch> stretches) {
    private static final int HEAD = 2 * Long.BYTES;

    Accepted {
        stretches = List.copyOf(stretches);
    }

    Receipts receipts() {
        Receipts receipts = new Receipts();
        receipts.addAll(stretches);
        return receipts;
    }

    /** Birth and number (8 bytes each), then the receipts. */
    byte[] encode() {
        byte[] receipts = ReceiptsCodec.write(receipts());
        return ByteBuffer.allocate(HEAD + receipts.length)
                .putLong(birth)
                .putLong(number)
                .put(receipts)
                .array();
    }

    /**
     * Undoes {@link #encode}.
     *
     * @throws ProblemException {@code bad-receipts} when these bytes are none
     */
    static Accepted decode(byte[] bytes) {
        if (bytes.length < HEAD) {
            throw new ProblemException("bad-receipts", "these are no receipts: the end, too early", "", "");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long birth = in.getLong();
        long number = in.getLong();
        byte[] receipts = new byte[in.remaining()];
        in.get(receipts);
        return new Accepted(birth, number, ReceiptsCodec.read(receipts).all());
    }
}
