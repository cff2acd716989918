package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Makes blocks of a recording ready to leave, for a file or as a message: compressed, encrypted, with a head. One thread at a time.
 */
public final class BlockSealer implements AutoCloseable {
    private static final byte[] NO_KEY = new byte[RecordingKey.ID_BYTES];
    private static final byte[] NO_NONCE = new byte[BlockHead.NONCE_BYTES];

    private final long recording = new SecureRandom().nextLong();
    private final RecordingKey key;
    private final Compression compression;
    private final BlockCipher cipher = new BlockCipher();
    private final Nonces nonces = new Nonces();
    private byte[] block = new byte[BlockHead.BYTES + EventEncoder.BLOCK_BYTES + BlockCipher.TAG_BYTES];
    private long number;

    /**
     * Begins a run.
     *
     * @param level of zstd, 1 to 19; 0 for no compression
     * @param told that zstd cannot be had; blocks are then not compressed
     */
    public BlockSealer(Encryption encryption, int level, Consumer<Problem> told) {
        this.key = encryption.key();
        this.compression = level == 0 ? null : compression(level, told);
    }

    /** Sixteen hexadecimal digits that name this run of a recording; its blocks have numbers from 1. */
    public String recording() {
        return HexFormat.of().toHexDigits(recording);
    }

    /** The block with its head, valid until the next call. */
    public ByteBuffer seal(EventEncoder events) {
        number++;
        int packed = compression == null ? -1 : compression.pack(events.array(), events.length());
        return packed < 0
                ? seal(events, events.array(), events.length(), 0)
                : seal(events, compression.packed(), packed, BlockHead.COMPRESSED);
    }

    /** A block that is no part of what was recorded, in the clear: it says how to read the rest. In memory of its own. */
    ByteBuffer plain(int kind, byte[] contents) {
        byte[] whole = new byte[BlockHead.BYTES + contents.length];
        head(kind, 0, 0, contents.length, contents.length, 0, 0, 0, NO_NONCE).encode(whole);
        System.arraycopy(contents, 0, whole, BlockHead.BYTES, contents.length);
        BlockHead.seal(whole, contents.length);
        return ByteBuffer.wrap(whole);
    }

    @Override
    public void close() {
        if (compression != null) {
            compression.close();
        }
    }

    private ByteBuffer seal(EventEncoder events, byte[] contents, int length, int packed) {
        int stored = key == null ? length : length + BlockCipher.TAG_BYTES;
        int flags = key == null ? packed : packed | BlockHead.ENCRYPTED;
        byte[] nonce = key == null ? NO_NONCE : nonces.next();
        makeRoom(stored);
        head(
                        BlockHead.EVENTS,
                        flags,
                        events.events(),
                        events.length(),
                        stored,
                        number,
                        events.firstNanos(),
                        events.lastNanos(),
                        nonce)
                .encode(block);
        if (key == null) {
            System.arraycopy(contents, 0, block, BlockHead.BYTES, length);
        } else {
            int authenticated = BlockHead.BYTES - BlockHead.CHECKSUM_BYTES;
            cipher.encrypt(key, nonce, block, authenticated, contents, length, block, BlockHead.BYTES);
        }
        BlockHead.seal(block, stored);
        return ByteBuffer.wrap(block, 0, BlockHead.BYTES + stored);
    }

    private BlockHead head(
            int kind,
            int flags,
            int events,
            int contentBytes,
            int storedBytes,
            long blockNumber,
            long firstNanos,
            long lastNanos,
            byte[] nonce) {
        byte[] keyId = (flags & BlockHead.ENCRYPTED) == 0 ? NO_KEY : key.idBytes();
        return new BlockHead(
                BlockHead.BYTES,
                kind,
                flags,
                events,
                contentBytes,
                storedBytes,
                recording,
                blockNumber,
                firstNanos,
                lastNanos,
                keyId,
                nonce,
                0);
    }

    private void makeRoom(int storedBytes) {
        int needed = BlockHead.BYTES + storedBytes;
        int usual = BlockHead.BYTES + EventEncoder.BLOCK_BYTES + BlockCipher.TAG_BYTES;
        if (block.length < needed || (block.length > usual && needed <= usual)) {
            block = new byte[Math.max(usual, needed)];
        }
    }

    private static Compression compression(int level, Consumer<Problem> told) {
        try {
            return new Compression(level);
        } catch (LinkageError e) {
            told.accept(RecordingProblems.noZstd(e));
            return null;
        }
    }
}
