package io.hydrophone.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What stands before each record. Its own checksum says that length and sequence can be relied on also where the record
 * behind it is damaged: then that one is lost, and no other.
 *
 * @param length of the record behind it
 */
record RecordHeader(int length, long sequence, int recordCrc) {
    static final int BYTES = 20;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int COVERED = BYTES - Integer.BYTES;

    /** Header and record in one array, for one write. */
    static byte[] encode(int salt, long sequence, byte[] record) {
        ByteBuffer out = ByteBuffer.allocate(BYTES + record.length);
        out.putInt(record.length).putLong(sequence).putInt(crc(record));
        out.putInt(headerCrc(salt, out.array(), 0));
        return out.put(record).array();
    }

    /**
     * Reads a header where there is one.
     *
     * @param room how many bytes follow the header in the file
     * @return null when there is no header here, or none of these sequences
     */
    static RecordHeader decode(byte[] in, int at, int salt, long room, long minSequence, long maxSequence) {
        int length = (int) INT.get(in, at);
        long sequence = (long) LONG.get(in, at + 4);
        boolean plausible = length >= 0
                && length <= QueueOptions.MAX_RECORD_BYTES
                && length <= room
                && sequence >= minSequence
                && sequence <= maxSequence;
        return plausible && (int) INT.get(in, at + COVERED) == headerCrc(salt, in, at)
                ? new RecordHeader(length, sequence, (int) INT.get(in, at + 12))
                : null;
    }

    boolean fits(byte[] record) {
        return crc(record) == recordCrc;
    }

    private static int crc(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        return (int) crc.getValue();
    }

    private static int headerCrc(int salt, byte[] bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(salt >>> 24);
        crc.update(salt >>> 16);
        crc.update(salt >>> 8);
        crc.update(salt);
        crc.update(bytes, at, COVERED);
        return (int) crc.getValue();
    }
}
