package io.hydrophone.wire.source;

import io.hydrophone.protocol.LittleEndian;

/**
 * Integers out of a byte array. By shifts and not through a VarHandle: linking one costs a cold JVM more than reading a
 * whole file this way.
 */
final class Words {
    private Words() {}

    static int int16(byte[] data, int at, boolean bigEndian) {
        int low = data[at] & 0xff;
        int high = data[at + 1] & 0xff;
        return bigEndian ? low << 8 | high : high << 8 | low;
    }

    static int int32(byte[] data, int at, boolean bigEndian) {
        int value = LittleEndian.i4(data, at);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    static long unsigned32(byte[] data, int at, boolean bigEndian) {
        return int32(data, at, bigEndian) & 0xffff_ffffL;
    }

    static long int64(byte[] data, int at, boolean bigEndian) {
        long first = unsigned32(data, at, bigEndian);
        long second = unsigned32(data, at + 4, bigEndian);
        return bigEndian ? first << 32 | second : second << 32 | first;
    }
}
