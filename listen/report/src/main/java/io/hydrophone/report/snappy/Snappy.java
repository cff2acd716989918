package io.hydrophone.report.snappy;

import io.hydrophone.core.ProblemException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Snappy's block format: the length, then literals and copies of what came before. Not the framed stream.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">Format description</a>
 */
public final class Snappy {
    static final int LITERAL = 0;
    static final int COPY_1 = 1;
    static final int COPY_2 = 2;
    static final int COPY_4 = 3;

    /** No three bytes make more than 64. */
    private static final int MAX_RATIO = 22;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Snappy() {}

    public static byte[] compress(byte[] bytes) {
        return new SnappyCompressor(bytes).compress();
    }

    /**
     * Undoes {@link #compress}.
     *
     * @param maxBytes of the result
     * @throws ProblemException {@code bad-snappy}: what is wrong, and at which byte. Nothing large is allocated before
     *     what came is large
     */
    public static byte[] decompress(byte[] bytes, int maxBytes) {
        return new SnappyDecompressor(bytes, maxBytes).decompress();
    }

    static int int32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static int int16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    static boolean isPlausible(long length, int compressed) {
        return length <= (long) compressed * MAX_RATIO;
    }
}
