package io.hydrophone.client.raw;

import io.hydrophone.protocol.LittleEndian;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * Frames of a header (compressed length 3, number 1, uncompressed length 3, or 0 for a body that is stored as it is)
 * and a body. They are inflated as they come, so that no frame is ever held whole.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_compression.html">Compression</a>
 */
final class CompressedTransport implements Transport {
    private static final int HEADER = 7;
    /** The most in one frame that is sent: as much as {@link PacketOutput} writes at once. */
    private static final int BODY_BYTES = 16 << 10;
    /** Less is not worth it: MySQL's MIN_COMPRESS_LENGTH. */
    private static final int LEAST_BYTES = 50;

    private final Transport below;
    private final FrameCodec codec;
    private final byte[] out = new byte[HEADER + BODY_BYTES];
    private final ByteBuffer in = ByteBuffer.wrap(new byte[BODY_BYTES]).limit(0);
    private final byte[] beyond = new byte[1];
    /** The next frame's that is sent. */
    private int number;
    /** Of the current body, bytes that were not used yet. */
    private int body;

    private boolean stored = true;
    /** Of what is in the current body, bytes that were not given yet. */
    private int left;

    CompressedTransport(Transport below, FrameCodec codec) {
        this.below = below;
        this.codec = codec;
    }

    @Override
    public void begin() {
        number = 0;
        below.begin();
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += BODY_BYTES) {
            frame(data, offset + at, Math.min(BODY_BYTES, length - at));
        }
    }

    private void frame(byte[] data, int offset, int length) throws IOException {
        int made = length < LEAST_BYTES ? -1 : codec.deflate(data, offset, length, out, HEADER);
        int uncompressed = made < 0 ? 0 : length;
        if (made < 0) {
            made = length;
            System.arraycopy(data, offset, out, HEADER, length);
        }
        out[0] = (byte) made;
        out[1] = (byte) (made >> 8);
        out[2] = (byte) (made >> 16);
        out[3] = (byte) number++;
        out[4] = (byte) uncompressed;
        out[5] = (byte) (uncompressed >> 8);
        out[6] = (byte) (uncompressed >> 16);
        below.write(out, 0, HEADER + made);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (left == 0) {
            finish();
            if (!next()) {
                return -1;
            }
        }
        int most = Math.min(left, length);
        int count = stored ? copy(into, offset, most) : inflate(into, offset, most);
        left -= count;
        return count;
    }

    /** Goes to the next frame; false at the end. */
    private boolean next() throws IOException {
        while (in.remaining() < HEADER) {
            in.compact();
            int count = below.read(in.array(), in.position(), in.remaining());
            in.position(in.position() + Math.max(0, count)).flip();
            if (count < 0) {
                if (in.hasRemaining()) {
                    throw new EOFException("the server closed the connection within a frame");
                }
                return false;
            }
        }
        byte[] header = in.array();
        int at = in.position();
        body = LittleEndian.u3(header, at);
        number = header[at + 3] + 1;
        int uncompressed = LittleEndian.u3(header, at + 4);
        in.position(at + HEADER);
        stored = uncompressed == 0;
        left = stored ? body : uncompressed;
        if (!stored) {
            codec.begin();
        }
        return true;
    }

    private int copy(byte[] into, int offset, int length) throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        int count = Math.min(length, in.remaining());
        in.get(into, offset, count);
        body -= count;
        return count;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        while (true) {
            int count = take(into, offset, length);
            if (count > 0) {
                return count;
            }
            if (body == 0) {
                throw new ProtocolException("a frame has less in it than it says");
            }
            fill();
        }
    }

    /** What is behind the last byte of a body: its checksum, and nothing more. */
    private void finish() throws IOException {
        boolean more = !stored;
        while (more) {
            if (body > 0 && !in.hasRemaining()) {
                fill();
            }
            if (take(beyond, 0, 1) > 0) {
                throw new ProtocolException("a frame has more in it than it says");
            }
            more = body > 0;
        }
    }

    /** Hands what is there of the body to the codec. */
    private int take(byte[] into, int offset, int length) throws IOException {
        int end = in.limit();
        int from = in.position();
        in.limit(Math.min(end, from + body));
        int count = codec.inflate(in, into, offset, length);
        body -= in.position() - from;
        boolean stuck = count == 0 && in.hasRemaining();
        in.limit(end);
        if (stuck) {
            throw new ProtocolException("a frame ends before its body");
        }
        return count;
    }

    private void fill() throws IOException {
        int count = below.read(in.array(), 0, in.capacity());
        if (count < 0) {
            throw new EOFException("the server closed the connection within a frame");
        }
        in.clear().limit(count);
    }

    @Override
    public void release() {
        codec.release();
    }
}
