package io.hydrophone.traffic.recording;

import io.hydrophone.core.ProblemException;
import java.util.Arrays;
import java.util.List;

/** Opens blocks that {@link BlockSealer} made. One thread at a time. */
public final class BlockOpener {
    private final List<RecordingKey> keys;
    private final BlockCipher cipher = new BlockCipher();

    /**
     * Opens blocks that are not encrypted, or are with one of these keys.
     *
     * @param keys those that may be needed
     */
    public BlockOpener(List<RecordingKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Opens a block that is a message of its own.
     *
     * @param where for a problem
     * @throws ProblemException when it is no block, one of another major version, damaged, or its key was not given
     */
    public EventBlock open(byte[] message, String where) {
        if (message.length < BlockHead.PREFIX_BYTES || !BlockHead.hasMagic(message, 0)) {
            throw new ProblemException(RecordingProblems.foreign(where));
        }
        requireMajor(message, where);
        BlockHead head = BlockHead.decode(message, 0, message.length);
        if (head == null || head.blockBytes() != message.length || head.kind() != BlockHead.EVENTS) {
            throw new ProblemException(RecordingProblems.damaged("the head of the block is damaged", where));
        }
        try {
            return open(head, message, 0, where);
        } catch (DamagedBlock e) {
            throw new ProblemException(RecordingProblems.damaged(e.getMessage(), where), e);
        }
    }

    /** The run that a message is of, when it is a block; see {@link EventBlock#recording}. */
    public static long recording(byte[] message) {
        BlockHead head = BlockHead.decode(message, 0, message.length);
        return head == null ? 0 : head.recording();
    }

    /**
     * Opens a block whose head was read.
     *
     * @param at where it begins in the array, which holds all of it
     * @throws ProblemException when its key was not given, or zstd cannot be had
     */
    EventBlock open(BlockHead head, byte[] block, int at, String where) throws DamagedBlock {
        requireStored(head, block, at);
        if (!head.isUnderstood()) {
            throw new DamagedBlock("a block is stored in a way that only a later version of Hydrophone reads");
        }
        byte[] stored = block;
        int offset = at + head.bytes();
        int length = head.storedBytes();
        if (head.isEncrypted()) {
            stored = decrypt(head, block, at, where);
            offset = 0;
            length = stored.length;
        }
        if (!head.isCompressed()) {
            if (length != head.contentBytes()) {
                throw new DamagedBlock("a block has another length than its head says");
            }
            return new EventBlock(head, Arrays.copyOfRange(stored, offset, offset + length), where);
        }
        return new EventBlock(head, unpack(head, stored, offset, length, where), where);
    }

    /** @throws ProblemException when another major version wrote what begins with the magic */
    static void requireMajor(byte[] block, String where) {
        int major = BlockHead.major(block, 0);
        if (major != BlockHead.MAJOR) {
            throw RecordingProblems.version(major, BlockHead.minor(block, 0), where);
        }
    }

    static void requireStored(BlockHead head, byte[] block, int at) throws DamagedBlock {
        if (BlockHead.crc(block, at + head.bytes(), head.storedBytes()) != head.storedCrc()) {
            throw new DamagedBlock("a block is damaged: its checksum is another");
        }
    }

    private byte[] decrypt(BlockHead head, byte[] block, int at, String where) throws DamagedBlock {
        for (RecordingKey key : keys) {
            if (key.hasId(head.keyId())) {
                byte[] plain = head.storedBytes() < BlockCipher.TAG_BYTES ? null : cipher.decrypt(key, head, block, at);
                if (plain == null) {
                    throw new DamagedBlock("a block was changed after it was encrypted");
                }
                return plain;
            }
        }
        throw RecordingProblems.missingKey(head.keyIdText(), keys, where);
    }

    private static byte[] unpack(BlockHead head, byte[] packed, int offset, int length, String where)
            throws DamagedBlock {
        try {
            byte[] contents = Compression.unpack(packed, offset, length, head.contentBytes());
            if (contents == null) {
                throw new DamagedBlock("a block cannot be decompressed");
            }
            return contents;
        } catch (LinkageError e) {
            throw new ProblemException(
                    "recording-no-zstd",
                    "the recording is compressed and zstd's library cannot be loaded (" + e.getMessage() + ")",
                    where,
                    "let the directory for temporary files hold programs, or name another with -Djava.io.tmpdir");
        }
    }
}
