package io.hydrophone.wire.session;

import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.RowChecksum;

/** The checksum of an answer's rows, which come in whole packets or in pieces of them. */
final class RowSums {
    private static final int HEADER = 4;

    private final RowChecksum checksum = new RowChecksum();
    private boolean known;
    private boolean inRow;
    /** Bytes of the current packet's header that the next pieces begin with. */
    private int header;

    /** An answer begins. */
    void begin() {
        checksum.begin();
        known = true;
        inRow = false;
    }

    /** Bytes of rows are missing. */
    void gap() {
        known = false;
    }

    /** Rows that lie whole in one segment, packet behind packet. */
    void rows(byte[] data, int offset, int end) {
        int at = offset;
        while (at < end) {
            int payload = LittleEndian.u3(data, at);
            checksum.update(data, at + HEADER, payload);
            checksum.endRow();
            at += HEADER + payload;
        }
    }

    /** The current packet is a row, or the first of one. */
    void row() {
        inRow = true;
    }

    /** @param headerToCome whether the packet's pieces begin with its header */
    void packet(boolean headerToCome) {
        header = headerToCome ? HEADER : 0;
    }

    void piece(byte[] data, int offset, int count) {
        int passed = Math.min(header, count);
        header -= passed;
        if (inRow) {
            checksum.update(data, offset + passed, count - passed);
        }
    }

    /** @param continued whether the row goes on in the next packet */
    void packetEnds(boolean continued) {
        if (inRow && !continued) {
            checksum.endRow();
            inRow = false;
        }
    }

    /** Of the rows so far; −1 when bytes of them are missing. */
    long value() {
        return known ? checksum.value() : -1;
    }
}
