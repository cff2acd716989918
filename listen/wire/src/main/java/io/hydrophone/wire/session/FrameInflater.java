package io.hydrophone.wire.session;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the body of one compressed frame as it comes, zlib or zstd, told by its first byte. Lent to a stream while
 * it is inside a frame; what it makes is handed on piece by piece, so that no frame is ever held whole.
 */
final class FrameInflater implements AutoCloseable {
    static final int PIECE_BYTES = 16 << 10;

    private static final int ZLIB = 0x78;
    private static final int ZSTD = 0x28;
    private static final int ZSTD_SECOND = 0xb5;

    private final byte[] piece = new byte[PIECE_BYTES];
    private Inflater zlib;
    private Zstd zstd;
    private int method;
    private int expected;
    private int made;

    /** Receives what was inflated; the array is valid during the call only. */
    interface Sink {
        void bytes(byte[] data, int offset, int length);
    }

    /** Whether a compressed body may begin with this byte. */
    static boolean begins(byte first) {
        return first == ZLIB || first == ZSTD;
    }

    /** Whether a compressed body begins with these bytes, as far as two can tell. */
    static boolean begins(byte first, byte second) {
        return first == ZLIB
                ? ((first << 8) + (second & 0xff)) % 31 == 0
                : first == ZSTD && (second & 0xff) == ZSTD_SECOND;
    }

    /** Begins a frame that says it holds so many bytes. */
    void begin(int uncompressedLength) {
        expected = uncompressedLength;
        made = 0;
        method = 0;
    }

    /**
     * Takes more of the frame's body.
     *
     * @return false when it is damaged: the wrong format, or more than was announced
     */
    boolean take(byte[] data, int offset, int length, Sink sink) {
        if (method == 0) {
            method = data[offset];
            if (method == ZLIB) {
                if (zlib == null) {
                    zlib = new Inflater();
                }
                zlib.reset();
            } else if (method == ZSTD) {
                if (zstd == null) {
                    zstd = zstd();
                }
                if (zstd == null) {
                    return false;
                }
                zstd.reset();
            } else {
                return false;
            }
        }
        return method == ZLIB ? zlib(data, offset, length, sink) : zstd.take(data, offset, length, sink);
    }

    /** Null where its native library cannot be loaded: a system without one, a temporary directory that forbids it. */
    private Zstd zstd() {
        try {
            return new Zstd();
        } catch (LinkageError e) {
            return null;
        }
    }

    /** Whether all that the frame announced has come. */
    boolean complete() {
        return made == expected;
    }

    private boolean zlib(byte[] data, int offset, int length, Sink sink) {
        zlib.setInput(data, offset, length);
        try {
            // A call of the library costs more than a small frame: none is made to hear that nothing is left.
            while (!zlib.finished()) {
                int count = zlib.inflate(piece);
                if (count == 0) {
                    break;
                }
                if (!give(count, sink)) {
                    return false;
                }
            }
        } catch (DataFormatException e) {
            return false;
        }
        return !zlib.needsDictionary();
    }

    private boolean give(int count, Sink sink) {
        made += count;
        if (made > expected) {
            return false;
        }
        sink.bytes(piece, 0, count);
        return true;
    }

    @Override
    public void close() {
        if (zlib != null) {
            zlib.end();
        }
        if (zstd != null) {
            zstd.context.close();
        }
    }

    /** Apart, so that the library is loaded only where it is needed. */
    private final class Zstd {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private final ByteBuffer in = ByteBuffer.allocateDirect(PIECE_BYTES);
        private final ByteBuffer out = ByteBuffer.allocateDirect(PIECE_BYTES);

        void reset() {
            context.reset();
            in.clear();
        }

        boolean take(byte[] data, int offset, int length, Sink sink) {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                int count = Math.min(end - at, in.capacity());
                in.clear().put(data, at, count).flip();
                at += count;
                try {
                    boolean full = true;
                    while (in.hasRemaining() || full) {
                        out.clear();
                        context.decompressDirectByteBufferStream(out, in);
                        full = !out.hasRemaining();
                        int inflated = out.flip().remaining();
                        out.get(piece, 0, inflated);
                        if (inflated > 0 && !give(inflated, sink)) {
                            return false;
                        }
                        if (inflated == 0 && in.hasRemaining()) {
                            return false; // it goes nowhere
                        }
                    }
                } catch (ZstdException e) {
                    return false;
                }
            }
            return true;
        }
    }
}
