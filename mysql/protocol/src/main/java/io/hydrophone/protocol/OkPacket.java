package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A reader of OK and EOF packets, reused from packet to packet so that it allocates nothing.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html">OK_Packet</a>
 */
public final class OkPacket {
    private static final int SESSION_TRACK_SCHEMA = 1;

    private long affectedRows;
    private int status;
    private int warnings;
    private byte[] data;
    private int info;
    private int end;

    /**
     * Reads a payload that begins with 0x00, or with 0xfe in its new form (longer than an EOF packet).
     *
     * @return whether it has the form of an OK packet
     */
    public boolean parse(byte[] data, int offset, int length) {
        this.data = data;
        end = offset + length;
        int at = offset + 1;
        affectedRows = LittleEndian.lengthEncoded(data, at, end);
        if (affectedRows == LittleEndian.NONE) {
            return false;
        }
        at += LittleEndian.lengthEncodedSize(data[at]);
        if (at >= end) {
            return false;
        }
        at += LittleEndian.lengthEncodedSize(data[at]); // the last insert id may be any 64-bit number
        if (at + 4 > end) {
            return false;
        }
        status = LittleEndian.u2(data, at);
        warnings = LittleEndian.u2(data, at + 2);
        info = at + 4;
        return true;
    }

    /** Reads a payload of 5 bytes that begins with 0xfe: EOF, warnings, status. */
    public void parseEof(byte[] data, int offset) {
        affectedRows = 0;
        warnings = LittleEndian.u2(data, offset + 1);
        status = LittleEndian.u2(data, offset + 3);
        info = 0;
        end = 0;
    }

    public long affectedRows() {
        return affectedRows;
    }

    /** Bits of {@link ServerStatus}. */
    public int status() {
        return status;
    }

    public int warnings() {
        return warnings;
    }

    /**
     * The database that the session changed to, as the server tells clients that asked for session tracking; null when
     * it did not change. Allocates.
     */
    public String changedSchema() {
        if ((status & ServerStatus.SESSION_STATE_CHANGED) == 0) {
            return null;
        }
        int changes = LittleEndian.skipString(data, info, end);
        if (changes < 0 || changes >= end) {
            return null;
        }
        int at = changes + LittleEndian.lengthEncodedSize(data[changes]);
        while (at + 1 < end) {
            int next = LittleEndian.skipString(data, at + 1, end);
            if (next < 0) {
                return null;
            }
            if (data[at] == SESSION_TRACK_SCHEMA) {
                int name = at + 1 + LittleEndian.lengthEncodedSize(data[at + 1]);
                int stop = LittleEndian.skipString(data, name, next);
                int start = stop < 0 ? 0 : name + LittleEndian.lengthEncodedSize(data[name]);
                return stop < 0 ? null : new String(data, start, stop - start, UTF_8);
            }
            at = next;
        }
        return null;
    }
}
