package io.hydrophone.wire.session;

import io.hydrophone.protocol.LittleEndian;

/**
 * Takes one direction of a compressed session apart: frames of a header (compressed length 3, number 1, uncompressed
 * length 3, or 0 for a body that is stored as it is) and a body. Where packets begin has nothing to do with frames,
 * except that what a side says begins with a frame of its own.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_compression.html">Compression</a>
 */
final class CompressedFrames {
    static final int HEADER = 7;
    /** What zlib can reach, about; zstd, which can reach more, rarely does with what servers send. */
    private static final int MAX_RATIO = 1100;
    /** Servers fill a frame with at least so much of a packet before the next. */
    private static final int LEAST_SPLIT = 1024;

    /** Receives the bytes within. */
    interface Handler extends FrameInflater.Sink {
        /** A frame begins, so many bytes behind where the current segment does; negative in an earlier one. */
        void frame(int behind);
    }

    private final InflaterPool pool;
    private final byte[] header = new byte[HEADER];
    private int headerBytes;
    /** Bytes of the current body that are still to come. */
    private int remaining;
    /** Inflates the current body; null between frames, and in one that is stored. */
    private FrameInflater inflater;
    /** Whether nothing is to be read any more. */
    private boolean released;

    CompressedFrames(InflaterPool pool) {
        this.pool = pool;
    }

    /**
     * Takes a segment's bytes.
     *
     * @return false when they are no frames: what comes is not to be read before {@link #restart}
     */
    boolean bytes(byte[] data, int offset, int length, Handler handler) {
        int at = offset;
        int end = offset + length;
        while (at < end && !released) {
            if (remaining > 0) {
                int count = Math.min(remaining, end - at);
                remaining -= count;
                if (!body(data, at, count, handler)) {
                    restart();
                    return false;
                }
                at += count;
            } else {
                if (headerBytes == 0) {
                    handler.frame(at - offset);
                }
                header[headerBytes++] = data[at++];
                if (headerBytes == HEADER && !begin()) {
                    restart();
                    return false;
                }
            }
        }
        return true;
    }

    private boolean begin() {
        headerBytes = 0;
        remaining = LittleEndian.u3(header, 0);
        int uncompressed = LittleEndian.u3(header, 4);
        if (uncompressed > 0 && remaining > 0) {
            inflater = pool.take();
            if (inflater == null) {
                return false;
            }
            inflater.begin(uncompressed);
        }
        return remaining > 0 || uncompressed == 0;
    }

    private boolean body(byte[] data, int at, int count, Handler handler) {
        if (inflater == null) {
            handler.bytes(data, at, count);
            return true;
        }
        FrameInflater current = inflater;
        boolean sound = current.take(data, at, count, handler);
        if (sound && remaining == 0 && !released) {
            sound = current.complete();
            giveBack();
        }
        return sound;
    }

    private void giveBack() {
        if (inflater != null) {
            pool.give(inflater);
            inflater = null;
        }
    }

    /** A frame begins with the next byte. */
    void restart() {
        giveBack();
        remaining = 0;
        headerBytes = 0;
    }

    /** Reads no more; perhaps called by the handler. */
    void release() {
        released = true;
        restart();
    }

    /**
     * Whether a command may begin here, in frames: the first has number 0, and they end where the segment ends, or
     * behind it.
     */
    static boolean plausible(byte[] data, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (int number = 0; end - at >= HEADER + 1; number++) {
            int body = LittleEndian.u3(data, at);
            int uncompressed = LittleEndian.u3(data, at + 4);
            boolean stored = uncompressed == 0;
            boolean sound = body > 0
                    && (data[at + 3] & 0xff) == (number & 0xff)
                    && (stored || FrameInflater.begins(data[at + HEADER]))
                    && (number > 0
                            || !stored
                            || CommandGuess.plausible(data, at + HEADER, Math.min(body, end - at - HEADER)));
            if (!sound) {
                return false;
            }
            at += HEADER + body;
            if (at >= end) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what reads like the first packet of an answer is rather the first frame of one. A session met in the
     * middle of a frame that is stored shows its command without the frame's header, and only the answer tells.
     *
     * @param have bytes of the payload that are there
     * @param body the packet's whole payload: in a frame, the body, which begins 3 bytes later
     * @param number of the packet, or frame
     */
    static boolean plausibleAnswer(byte[] payload, int offset, int have, int body, int number) {
        int within = offset + HEADER - 4;
        if (have < HEADER) {
            return false;
        }
        int uncompressed = LittleEndian.u3(payload, offset);
        if (uncompressed > 0) {
            return FrameInflater.begins(payload[within], payload[within + 1]) && uncompressed / MAX_RATIO <= body;
        }
        int next = 4 + LittleEndian.u3(payload, within);
        if ((payload[within + 3] & 0xff) != number) {
            return false;
        }
        boolean goesOn = next > body && body >= LEAST_SPLIT;
        boolean another = next + HEADER <= have && (payload[within + next + 3] & 0xff) == (number + 1 & 0xff);
        return next == body || goesOn || another;
    }
}
