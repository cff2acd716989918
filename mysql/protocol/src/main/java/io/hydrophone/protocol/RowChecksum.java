package io.hydrophone.protocol;

import java.util.zip.CRC32C;

/**
 * A number for the rows of an answer that does not depend on their order, since a server may give them in any unless it
 * is told one: the sum, modulo 2^63, of one number a row. That is the CRC-32C and the length of the row's payload,
 * mixed by the finalizer of SplitMix64; without mixing, sums of CRCs would cancel out, because a CRC is linear. A row
 * that comes twice counts twice.
 *
 * <p>The payload is taken as the protocol has it: text and binary rows of the same values differ. A row in several
 * packets is their payloads, one behind the other. Rows come in pieces of any size: {@link #begin} once, then for each
 * row {@link #update} as often as there are pieces, and {@link #endRow}. Allocates nothing.
 *
 * <p>Two different answers have the same sum by chance once in 2^32 when a single row differs. It guards against
 * mistakes, not against forgery.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4">CRC-32C</a>
 * @see <a href="https://doi.org/10.1145/2660193.2660195">SplitMix64</a>
 */
public final class RowChecksum {
    private final CRC32C crc = new CRC32C();
    private long sum;
    private long rows;
    private long length;

    /** Forgets all rows, also one that has begun. */
    public void begin() {
        crc.reset();
        sum = 0;
        rows = 0;
        length = 0;
    }

    /** A piece of the current row's payload. */
    public void update(byte[] data, int offset, int count) {
        crc.update(data, offset, count);
        length += count;
    }

    /** The current row is whole. */
    public void endRow() {
        sum += mixed(crc.getValue() | length << 32);
        rows++;
        length = 0;
        crc.reset();
    }

    /** Of the rows that are whole, not negative; 0 for none. */
    public long value() {
        return sum & Long.MAX_VALUE;
    }

    /** How many rows are whole. */
    public long rows() {
        return rows;
    }

    private static long mixed(long row) {
        long z = row + 0x9e37_79b9_7f4a_7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
