package io.hydrophone.report.snappy;

import io.hydrophone.core.ProblemException;

/** Reads a block that anyone may have sent. */
final class SnappyDecompressor {
    private static final int MAX_LENGTH_BYTES = 5;

    private final byte[] in;
    private final int maxBytes;
    private int at;
    private byte[] out;
    private int size;

    SnappyDecompressor(byte[] in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    byte[] decompress() {
        long length = length();
        if (length > maxBytes) {
            throw problem(length + " bytes are more than " + maxBytes);
        }
        if (!Snappy.isPlausible(length, in.length)) {
            throw problem(in.length + " bytes cannot hold " + length);
        }
        out = new byte[(int) length];
        while (at < in.length) {
            int tag = in[at++] & 0xff;
            switch (tag & 3) {
                case Snappy.LITERAL -> literal(tag >> 2);
                case Snappy.COPY_1 -> {
                    require(1);
                    copy(((tag >> 5) << 8) | (in[at++] & 0xff), 4 + ((tag >> 2) & 7));
                }
                case Snappy.COPY_2 -> {
                    require(2);
                    copy(Snappy.int16(in, at), 1 + (tag >> 2));
                    at += 2;
                }
                default -> {
                    require(4);
                    copy(Snappy.int32(in, at), 1 + (tag >> 2));
                    at += 4;
                }
            }
        }
        if (size != out.length) {
            throw problem("it holds " + size + " bytes and not " + out.length);
        }
        return out;
    }

    private long length() {
        long length = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            require(1);
            int b = in[at++] & 0xff;
            length |= (long) (b & 0x7f) << (7 * i);
            if (b < 0x80) {
                return length;
            }
        }
        throw problem("its length does not end");
    }

    /** @param code the length less one, or, from 60 on, in how many bytes it follows */
    private void literal(int code) {
        long length = code + 1L;
        if (code >= 60) {
            int bytes = code - 59;
            require(bytes);
            length = 1;
            for (int i = 0; i < bytes; i++) {
                length += (in[at++] & 0xffL) << (8 * i);
            }
        }
        require(length);
        room(length);
        System.arraycopy(in, at, out, size, (int) length);
        at += (int) length;
        size += (int) length;
    }

    /** What it copies may be what it writes: a distance of 1 repeats a byte. */
    private void copy(int distance, int length) {
        if (distance <= 0 || distance > size) {
            throw problem("a copy of what is " + (distance & 0xffffffffL) + " bytes before the byte " + size);
        }
        room(length);
        if (distance >= length) {
            System.arraycopy(out, size - distance, out, size, length);
            size += length;
            return;
        }
        for (int i = 0; i < length; i++) {
            out[size] = out[size - distance];
            size++;
        }
    }

    private void require(long bytes) {
        if (bytes > in.length - at) {
            throw problem("it ends too early");
        }
    }

    private void room(long bytes) {
        if (bytes > out.length - size) {
            throw problem("it holds more than the " + out.length + " bytes that it tells");
        }
    }

    private ProblemException problem(String reason) {
        return new ProblemException(
                "bad-snappy",
                "this is no Snappy block: " + reason,
                "byte " + at,
                "the block format is meant, not the framed stream");
    }
}
