package io.hydrophone.client.raw;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** zlib, with the level that MySQL's own clients use. */
final class ZlibCodec implements FrameCodec {
    private final Deflater deflater = new Deflater();
    private final Inflater inflater = new Inflater();

    @Override
    public int deflate(byte[] data, int offset, int length, byte[] into, int at) {
        deflater.reset();
        deflater.setInput(data, offset, length);
        deflater.finish();
        int made = deflater.deflate(into, at, Math.min(length - 1, into.length - at));
        return deflater.finished() ? made : -1;
    }

    @Override
    public void begin() {
        inflater.reset();
    }

    @Override
    public int inflate(ByteBuffer from, byte[] into, int offset, int length) throws IOException {
        inflater.setInput(from);
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            ProtocolException failure = new ProtocolException("a frame is no zlib: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public void release() {
        deflater.end();
        inflater.end();
    }
}
