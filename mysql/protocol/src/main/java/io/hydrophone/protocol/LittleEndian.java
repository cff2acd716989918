package io.hydrophone.protocol;

/**
 * The protocol's integers, read from an array. Callers have checked that the bytes are there, except where a method
 * takes an end.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_dt_integers.html">Integers</a>
 */
public final class LittleEndian {
    /** A length-encoded integer that is cut, NULL (0xfb) or no integer (0xff). */
    public static final long NONE = -1;

    private LittleEndian() {}

    public static int u1(byte[] data, int at) {
        return data[at] & 0xff;
    }

    public static int u2(byte[] data, int at) {
        return (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8);
    }

    public static int u3(byte[] data, int at) {
        return (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8) | ((data[at + 2] & 0xff) << 16);
    }

    public static int i4(byte[] data, int at) {
        return u2(data, at) | (u2(data, at + 2) << 16); // small enough for either compiler to inline
    }

    public static long u4(byte[] data, int at) {
        return i4(data, at) & 0xffff_ffffL;
    }

    public static long i8(byte[] data, int at) {
        return u4(data, at) | ((long) i4(data, at + 4) << 32);
    }

    /** The length-encoded integer at {@code at}, or {@link #NONE}; values of 2^63 and above come out as {@link #NONE}. */
    public static long lengthEncoded(byte[] data, int at, int end) {
        if (at >= end) {
            return NONE;
        }
        int first = data[at] & 0xff;
        if (first < 0xfb) {
            return first;
        }
        if (first == 0xfb || first == 0xff || at + lengthEncodedSize(first) > end) {
            return NONE;
        }
        return switch (first) {
            case 0xfc -> u2(data, at + 1);
            case 0xfd -> u3(data, at + 1);
            default -> Math.max(NONE, i8(data, at + 1));
        };
    }

    /** Bytes that a length-encoded integer takes, by its first byte. */
    public static int lengthEncodedSize(int first) {
        return switch (first & 0xff) {
            case 0xfc -> 3;
            case 0xfd -> 4;
            case 0xfe -> 9;
            default -> 1;
        };
    }

    /** Where the length-encoded string at {@code at} ends, or −1 when it does not end before {@code end}. */
    public static int skipString(byte[] data, int at, int end) {
        long length = lengthEncoded(data, at, end);
        if (length == NONE) {
            return -1;
        }
        int start = at + lengthEncodedSize(data[at]);
        return length > end - start ? -1 : start + (int) length;
    }
}
