package io.hydrophone.protocol;

/**
 * Recognises the packets in which a server sends its binary log: a zero byte (with semi-synchronous replication two
 * more), then an event, whose header tells its size.
 */
public final class BinlogEvent {
    private static final int HEADER = 19;
    private static final int SEMI_SYNC = 0xef;
    /** Where the header has the event's whole size. */
    private static final int SIZE_AT = 9;

    private static final int MAX_PAYLOAD = 0xff_ffff;

    private BinlogEvent() {}

    /** Whether a packet that carries a whole event begins there: the packet's length and the event's agree. */
    public static boolean begins(byte[] data, int offset, int length) {
        if (length < 4 + 1 + HEADER || data[offset + 4] != 0) {
            return false;
        }
        int payload = LittleEndian.u3(data, offset);
        int before = LittleEndian.u1(data, offset + 5) == SEMI_SYNC ? 3 : 1;
        int event = offset + 4 + before;
        return payload < MAX_PAYLOAD
                && payload >= before + HEADER
                && event + HEADER <= offset + length
                && LittleEndian.i4(data, event + SIZE_AT) == payload - before;
    }
}
