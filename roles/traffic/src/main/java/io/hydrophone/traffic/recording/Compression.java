package io.hydrophone.traffic.recording;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;

/** Packs blocks with zstd. One thread at a time. */
final class Compression implements AutoCloseable {
    private final ZstdCompressCtx context;
    private byte[] packed = new byte[0];

    /** @throws LinkageError where zstd's native library cannot be loaded */
    Compression(int level) {
        context = new ZstdCompressCtx();
        context.setLevel(level);
    }

    /** Packs; what comes out stands at the beginning of {@link #packed}. Returns its length, −1 when it would not be shorter. */
    int pack(byte[] from, int length) {
        int room = (int) Zstd.compressBound(length);
        // Not kept: one large event would leave as large a buffer behind.
        if (packed.length < room || packed.length > 2 * Zstd.compressBound(EventEncoder.BLOCK_BYTES)) {
            packed = new byte[(int) Math.max(room, Zstd.compressBound(EventEncoder.BLOCK_BYTES))];
        }
        int count = context.compressByteArray(packed, 0, packed.length, from, 0, length);
        return count < length ? count : -1;
    }

    byte[] packed() {
        return packed;
    }

    /**
     * Unpacks a block.
     *
     * @param bytes that come out
     * @return null when this is not what was packed, or another amount comes out
     */
    static byte[] unpack(byte[] packed, int offset, int length, int bytes) {
        try {
            byte[] contents = new byte[bytes];
            long count = Zstd.decompressByteArray(contents, 0, bytes, packed, offset, length);
            return count == bytes ? contents : null;
        } catch (ZstdException e) {
            return null;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
