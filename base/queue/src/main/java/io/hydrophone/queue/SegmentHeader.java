package io.hydrophone.queue;

import io.hydrophone.core.ProblemException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment; docs/queue-format.md has the layout.
 *
 * @param bytes its own length: a later minor version may have a longer one
 * @param salt goes into the checksum of each record's header, so that nothing but this segment's own headers looks like one
 * @param firstSequence of the first record, also the file's name
 */
record SegmentHeader(int bytes, int salt, long firstSequence) {
    static final int BYTES = 28;

    /** What is read to look for a header. */
    static final int MAX_BYTES = 4_096;

    /** {@code HYDQ}. */
    private static final int MAGIC = 0x48594451;

    private static final int MAJOR = 1;
    private static final int MINOR = 0;

    SegmentHeader(int salt, long firstSequence) {
        this(BYTES, salt, firstSequence);
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt(MAGIC).putShort((short) MAJOR).putShort((short) MINOR).putInt(BYTES);
        out.putInt(salt).putLong(firstSequence);
        return out.putInt(crc(out.array(), BYTES - Integer.BYTES)).array();
    }

    /**
     * Reads the header of a file.
     *
     * @param head the file's first bytes, up to {@link #MAX_BYTES}
     * @return null when this is no whole header
     * @throws ProblemException when another major version wrote it: magic and version stand at the same place in all of them
     */
    static SegmentHeader decode(byte[] head, String where) {
        ByteBuffer in = ByteBuffer.wrap(head);
        if (head.length < BYTES || in.getInt(0) != MAGIC) {
            return null;
        }
        QueueProblems.requireMajor(Short.toUnsignedInt(in.getShort(4)), MAJOR, where);
        int bytes = in.getInt(8);
        if (bytes < BYTES || bytes > head.length) {
            return null;
        }
        int covered = bytes - Integer.BYTES;
        return in.getInt(covered) == crc(head, covered)
                ? new SegmentHeader(bytes, in.getInt(12), in.getLong(16))
                : null;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
