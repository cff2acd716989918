package io.hydrophone.wire.source;

/** An interface that a pcapng section describes: its link type, its clock, and the drops that it reported. */
final class PcapngInterface {
    private static final int END_OF_OPTIONS = 0;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;
    private static final int ISB_IFDROP = 5;
    private static final int ISB_OSDROP = 7;

    private static final long NANOS = 1_000_000_000;

    /** Null for a type that Hydrophone does not read. */
    private final LinkType link;

    /** Packets are cut to this many bytes, unsigned; 0 for no limit. */
    private final int snapLength;

    /** Ticks of the clock in a second: ten or two to the power of {@link #exponent}. */
    private boolean powerOfTwo;

    private int exponent = 6;
    private long multiplier = 1000;
    private long divisor = 1;
    private long offsetNanos;
    private long drops;

    private PcapngInterface(LinkType link, int snapLength) {
        this.link = link;
        this.snapLength = snapLength;
    }

    /** From the body of an interface description block. */
    static PcapngInterface parse(byte[] data, int body, int end, boolean bigEndian) {
        PcapngInterface parsed = new PcapngInterface(
                LinkType.of(Words.int16(data, body, bigEndian)), Words.int32(data, body + 4, bigEndian));
        int at = option(data, body + 8, end, bigEndian, IF_TSRESOL, 1);
        if (at >= 0) {
            parsed.resolution(data[at]);
        }
        at = option(data, body + 8, end, bigEndian, IF_TSOFFSET, 8);
        if (at >= 0) {
            parsed.offsetNanos = Words.int64(data, at, bigEndian) * NANOS;
        }
        return parsed;
    }

    /** Where the value of an option begins, −1 when it is not there with that length. */
    private static int option(byte[] data, int begin, int end, boolean bigEndian, int code, int length) {
        int at = begin;
        while (end - at >= 4) {
            int found = Words.int16(data, at, bigEndian);
            int size = Words.int16(data, at + 2, bigEndian);
            if (found == END_OF_OPTIONS || size > end - at - 4) {
                return -1;
            }
            if (found == code && size == length) {
                return at + 4;
            }
            at += 4 + (size + 3 & ~3);
        }
        return -1;
    }

    private void resolution(byte value) {
        powerOfTwo = value < 0;
        exponent = value & 0x7f;
        multiplier = 1;
        divisor = 1;
        for (int i = exponent; i < 9; i++) {
            multiplier *= 10;
        }
        // 18 digits more than nanoseconds is what a long can divide by; the clock then reads 0, as it would beyond.
        for (int i = 9; i < Math.min(exponent, 27); i++) {
            divisor *= 10;
        }
    }

    LinkType link() {
        return link;
    }

    /** Nanoseconds since 1970 of a timestamp in the interface's ticks, unsigned. */
    long nanos(long ticks) {
        return offsetNanos + (powerOfTwo ? ofBinary(ticks) : Long.divideUnsigned(ticks * multiplier, divisor));
    }

    private long ofBinary(long ticks) {
        if (exponent > 63) {
            return 0;
        }
        long seconds = ticks >>> exponent;
        long fraction = ticks & (1L << exponent) - 1;
        // 2^-33 s is an eighth of a nanosecond: finer ticks are dropped, so that the product fits.
        int excess = Math.max(0, exponent - 33);
        return seconds * NANOS + (((fraction >>> excess) * NANOS) >>> (exponent - excess));
    }

    /** How much of a packet a simple packet block holds, which does not say so itself. */
    int captured(int wire, int room) {
        int captured = Integer.compareUnsigned(wire, room) < 0 ? wire : room;
        return snapLength == 0 || Integer.compareUnsigned(captured, snapLength) < 0 ? captured : snapLength;
    }

    /** Drops of the capturing kernel in a statistics block beyond those of the block before: the counts are totals. */
    long newDrops(byte[] data, int options, int end, boolean bigEndian) {
        long total = 0;
        for (int code : new int[] {ISB_IFDROP, ISB_OSDROP}) {
            int at = option(data, options, end, bigEndian, code, 8);
            total += at < 0 ? 0 : Math.max(0, Words.int64(data, at, bigEndian));
        }
        long grown = Math.max(0, total - drops);
        drops = Math.max(drops, total);
        return grown;
    }
}
