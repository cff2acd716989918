package io.hydrophone.traffic.recording;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What stands before the contents of a block, in the clear; docs/recording-format.md has the layout.
 *
 * @param bytes its own length: a later minor version may have a longer one
 * @param kind one of the constants of this class, or another that is to be passed over
 * @param flags of {@link #COMPRESSED} and {@link #ENCRYPTED}; contents with any other cannot be read
 * @param events how many there are
 * @param contentBytes of the contents before compression
 * @param storedBytes behind this head
 * @param recording random, another one whenever a recording is begun or gone on with
 * @param number of a block with events in its recording, from 1; 0 for others
 * @param firstNanos time of the first event
 * @param lastNanos the latest time of an event
 * @param keyId of the key, all 0 without one
 * @param nonce never twice with one key; all 0 without one
 * @param storedCrc of what is stored
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record BlockHead(
        int bytes,
        int kind,
        int flags,
        int events,
        int contentBytes,
        int storedBytes,
        long recording,
        long number,
        long firstNanos,
        long lastNanos,
        byte[] keyId,
        byte[] nonce,
        int storedCrc) {
    static final int EVENTS = 0;
    static final int HEADER = 1;
    static final int INDEX = 2;

    static final int COMPRESSED = 1;
    static final int ENCRYPTED = 2;

    static final int MAJOR = 1;
    static final int MINOR = 0;

    static final int BYTES = 84;
    static final int MAX_BYTES = 4_096;

    /** Magic, version and length of the head: at the same place in every version. */
    static final int PREFIX_BYTES = 10;

    static final int NONCE_BYTES = 12;

    /** At the end of a head of any length: of what is stored, and of the head. */
    static final int CHECKSUM_BYTES = 8;

    /** {@code HYTB}. */
    static final int MAGIC = 0x48595442;

    private static final int KNOWN_FLAGS = COMPRESSED | ENCRYPTED;

    boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }

    boolean isEncrypted() {
        return (flags & ENCRYPTED) != 0;
    }

    boolean isUnderstood() {
        return (flags & ~KNOWN_FLAGS) == 0;
    }

    String keyIdText() {
        return HexFormat.of().formatHex(keyId);
    }

    /** Bytes of the whole block. */
    long blockBytes() {
        return (long) bytes + storedBytes;
    }

    /** Writes all but the checksums: what encryption authenticates along with the contents. */
    void encode(byte[] to) {
        ByteBuffer out = ByteBuffer.wrap(to, 0, BYTES - CHECKSUM_BYTES);
        out.putInt(MAGIC).putShort((short) MAJOR).putShort((short) MINOR).putShort((short) BYTES);
        out.put((byte) kind)
                .put((byte) flags)
                .putInt(events)
                .putInt(contentBytes)
                .putInt(storedBytes);
        out.putLong(recording).putLong(number).putLong(firstNanos).putLong(lastNanos);
        out.put(keyId).put(nonce);
    }

    /** Writes the checksums behind it, when what is stored stands behind the head. */
    static void seal(byte[] block, int storedBytes) {
        ByteBuffer out = ByteBuffer.wrap(block);
        out.putInt(BYTES - CHECKSUM_BYTES, crc(block, BYTES, storedBytes));
        out.putInt(BYTES - Integer.BYTES, crc(block, 0, BYTES - Integer.BYTES));
    }

    static boolean hasMagic(byte[] in, int at) {
        return in[at] == 'H' && in[at + 1] == 'Y' && in[at + 2] == 'T' && in[at + 3] == 'B';
    }

    /** The major version of what begins with the magic. */
    static int major(byte[] in, int at) {
        return Short.toUnsignedInt(ByteBuffer.wrap(in).getShort(at + 4));
    }

    static int minor(byte[] in, int at) {
        return Short.toUnsignedInt(ByteBuffer.wrap(in).getShort(at + 6));
    }

    /** How long the head says it is; only {@link #BYTES} to {@link #MAX_BYTES} can be. */
    static int headBytes(byte[] in, int at) {
        return Short.toUnsignedInt(ByteBuffer.wrap(in).getShort(at + 8));
    }

    /**
     * Reads a head of this major version.
     *
     * @param end where the bytes end that are there
     * @return null when there is no whole head, or a damaged one
     */
    static BlockHead decode(byte[] in, int at, int end) {
        if (end - at < BYTES || !hasMagic(in, at) || major(in, at) != MAJOR) {
            return null;
        }
        int bytes = headBytes(in, at);
        if (bytes < BYTES || bytes > MAX_BYTES || bytes > end - at) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(in, at, bytes).slice();
        if (head.getInt(bytes - Integer.BYTES) != crc(in, at, bytes - Integer.BYTES)) {
            return null;
        }
        head.position(PREFIX_BYTES);
        int kind = Byte.toUnsignedInt(head.get());
        int flags = Byte.toUnsignedInt(head.get());
        int events = head.getInt();
        int contentBytes = head.getInt();
        int storedBytes = head.getInt();
        long recording = head.getLong();
        long number = head.getLong();
        long firstNanos = head.getLong();
        long lastNanos = head.getLong();
        byte[] keyId = new byte[RecordingKey.ID_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        head.get(keyId).get(nonce);
        boolean plausible = isSize(contentBytes) && isSize(storedBytes) && events >= 0 && number >= 0;
        int storedCrc = head.getInt(bytes - CHECKSUM_BYTES);
        return plausible
                ? new BlockHead(
                        bytes,
                        kind,
                        flags,
                        events,
                        contentBytes,
                        storedBytes,
                        recording,
                        number,
                        firstNanos,
                        lastNanos,
                        keyId,
                        nonce,
                        storedCrc)
                : null;
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** The tag of an encrypted block makes it a little longer than the largest event. */
    private static boolean isSize(int bytes) {
        return bytes >= 0 && bytes <= EventEncoder.MAX_EVENT_BYTES + BlockCipher.TAG_BYTES;
    }
}
