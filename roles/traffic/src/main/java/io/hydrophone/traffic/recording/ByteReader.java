package io.hydrophone.traffic.recording;

import io.hydrophone.core.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, or what somebody else gave out as such: every number is checked before it is used. */
final class ByteReader {
    private final byte[] bytes;
    private final String where;
    private int at;
    private int end;

    ByteReader(byte[] bytes, int end, String where) {
        this.bytes = bytes;
        this.end = end;
        this.where = where;
    }

    boolean hasMore() {
        return at < end;
    }

    int position() {
        return at;
    }

    /** Goes on elsewhere: at the end of an event, whatever was read of it. */
    void move(int position, int newEnd) {
        at = position;
        end = newEnd;
    }

    int octet() {
        if (at >= end) {
            throw malformed("ends in the middle of a value");
        }
        return bytes[at++] & 0xff;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int octet = octet();
            if (shift == 63 && octet > 1) {
                throw malformed("has a number of more than 64 bits");
            }
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw malformed("has a number of more than ten bytes");
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number that is not negative. */
    long count() {
        long value = unsigned();
        if (value < 0) {
            throw malformed("has a number out of its range");
        }
        return value;
    }

    /** −1 for unknown. */
    long orUnknown() {
        long value = unsigned() - 1;
        if (value < -1) {
            throw malformed("has a number out of its range");
        }
        return value;
    }

    /** −1 for unknown. */
    int intOrUnknown() {
        return asInt(orUnknown());
    }

    int intCount() {
        return asInt(count());
    }

    byte[] bytes() {
        int count = length();
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    String text() {
        int count = length();
        at += count;
        return new String(bytes, at - count, count, StandardCharsets.UTF_8);
    }

    /** A number of bytes that are there. */
    int length() {
        long count = unsigned();
        if (count < 0 || count > end - at) {
            throw malformed("has a length that goes beyond its end");
        }
        return (int) count;
    }

    ProblemException malformed(String what) {
        return new ProblemException(
                "recording-malformed",
                "the block " + what + " (byte " + at + " of its contents), and the rest of it is left out",
                where,
                "");
    }

    private int asInt(long value) {
        if (value > Integer.MAX_VALUE) {
            throw malformed("has a number out of its range");
        }
        return (int) value;
    }
}
