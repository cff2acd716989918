package io.hydrophone.client.raw;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** zstd; its library inflates piece by piece between direct buffers only. */
final class ZstdCodec implements FrameCodec {
    private static final int PIECE_BYTES = 16 << 10;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final ByteBuffer in = ByteBuffer.allocateDirect(PIECE_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(PIECE_BYTES);

    @Override
    public int deflate(byte[] data, int offset, int length, byte[] into, int at) {
        try {
            int room = Math.min(length - 1, into.length - at);
            return compressor.compressByteArray(into, at, room, data, offset, length);
        } catch (ZstdException e) {
            return -1; // it does not fit
        }
    }

    @Override
    public void begin() {
        decompressor.reset();
        in.clear().limit(0);
        out.clear().limit(0);
    }

    @Override
    public int inflate(ByteBuffer from, byte[] into, int offset, int length) throws IOException {
        while (!out.hasRemaining()) {
            if (!in.hasRemaining()) {
                in.clear();
                int count = Math.min(from.remaining(), in.remaining());
                in.put(from.array(), from.arrayOffset() + from.position(), count)
                        .flip();
                from.position(from.position() + count);
            }
            int before = in.remaining();
            piece();
            if (!out.hasRemaining() && in.remaining() == before) {
                if (before > 0) {
                    throw new ProtocolException("a frame of zstd leads nowhere");
                }
                if (!from.hasRemaining()) {
                    return 0;
                }
            }
        }
        int count = Math.min(length, out.remaining());
        out.get(into, offset, count);
        return count;
    }

    private void piece() throws IOException {
        out.clear();
        try {
            decompressor.decompressDirectByteBufferStream(out, in);
        } catch (ZstdException e) {
            ProtocolException failure = new ProtocolException("a frame is no zstd: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        } finally {
            out.flip();
        }
    }

    @Override
    public void release() {
        compressor.close();
        decompressor.close();
    }
}
