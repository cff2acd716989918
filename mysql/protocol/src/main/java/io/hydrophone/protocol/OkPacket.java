package io.hydrophone.protocol;

/**
 * A reader of OK and EOF packets, reused from packet to packet so that it allocates nothing.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html">OK_Packet</a>
 */
public final class OkPacket {
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

    /** Where the list of {@link SessionChanges} begins in the data that was parsed; −1 when there is none. */
    public int changesOffset() {
        if ((status & ServerStatus.SESSION_STATE_CHANGED) == 0) {
            return -1;
        }
        int changes = LittleEndian.skipString(data, info, end);
        if (changes < 0 || LittleEndian.skipString(data, changes, end) < 0) {
            return -1;
        }
        return changes + LittleEndian.lengthEncodedSize(data[changes]);
    }

    /** Where the list ends that begins at {@link #changesOffset}. */
    public int changesEnd() {
        return LittleEndian.skipString(data, LittleEndian.skipString(data, info, end), end);
    }
}
