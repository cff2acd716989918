package io.hydrophone.wire.tls;

import io.hydrophone.wire.tcp.BufferPool;

/**
 * Cuts one direction's bytes into records: type 1, version 2, length 2, body. A record is read in place where it is whole
 * in one segment, else in a pooled copy. After a loss it seeks what looks like the header of a protected record, and
 * believes it only when the reader has proven the record.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-5.1">RFC 8446, 5.1</a>
 */
final class RecordStream {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;

    /** The largest body, that of TLS 1.2: 16 KiB of content and 2 KiB for its protection. */
    static final int MAX_BODY = (1 << 14) + 2048;

    private static final int HEADER = 5;
    /** A protected body is never shorter: a code takes as much. */
    private static final int MIN_PROTECTED = 16;

    private static final byte[] NOTHING = {};

    /** Makes sense of records. */
    interface Reader {
        /**
         * A whole record; its bytes are valid during the call.
         *
         * @param mark what came with the segment in which it ends
         * @param sequence TCP sequence number of its first byte
         * @return whether it was proven to be one
         */
        boolean record(int type, byte[] data, int offset, int length, long nanos, int mark, int sequence);

        /** A record, and only one, is missing. */
        void oneMissing();

        /** Records are missing, no one knows how many. */
        void someMissing();

        /** There are no records where one should begin. */
        void noRecords(long nanos);
    }

    private final BufferPool pool;
    private final Reader reader;
    private final byte[] header = new byte[HEADER];
    private int headerBytes;
    private byte[] body = NOTHING;
    private int bodyBytes;
    private int bodyLength;
    /** Of the current record, where it is damaged: bytes that are still to be passed over. */
    private int skip;
    /** TCP sequence number of the current record's first byte. */
    private int start;

    private boolean searching;
    private boolean released;

    RecordStream(BufferPool pool, Reader reader) {
        this.pool = pool;
        this.reader = reader;
    }

    /** Whether it is not known where records begin. */
    boolean searching() {
        return searching;
    }

    /**
     * Takes a segment's bytes.
     *
     * @param mark handed on with records that end in them
     * @param sequence TCP sequence number of the first
     */
    void bytes(byte[] data, int offset, int length, long nanos, int mark, int sequence) {
        int at = offset;
        int end = offset + length;
        while (at < end && !released) {
            if (skip > 0) {
                int count = Math.min(skip, end - at);
                skip -= count;
                at += count;
            } else if (headerBytes < HEADER) {
                if (headerBytes == 0) {
                    start = sequence + (at - offset);
                }
                header[headerBytes++] = data[at++];
                if (headerBytes == HEADER) {
                    begin(nanos, mark);
                }
            } else {
                int count = Math.min(bodyLength - bodyBytes, end - at);
                if (count == bodyLength) {
                    finish(data, at, nanos, mark);
                } else {
                    keep(data, at, count);
                    if (bodyBytes == bodyLength && body.length > 0) {
                        finish(body, 0, nanos, mark);
                    }
                }
                at += count;
            }
        }
    }

    private void begin(long nanos, int mark) {
        bodyLength = (header[3] & 0xff) << 8 | (header[4] & 0xff);
        if (searching && !mayBeProtected()) {
            System.arraycopy(header, 1, header, 0, HEADER - 1);
            headerBytes--;
            start++;
        } else if (!isRecord()) {
            release();
            reader.noRecords(nanos);
        } else if (bodyLength == 0) {
            finish(NOTHING, 0, nanos, mark);
        }
    }

    private boolean isRecord() {
        return header[0] >= CHANGE_CIPHER_SPEC
                && header[0] <= APPLICATION_DATA
                && header[1] == 3
                && bodyLength <= MAX_BODY;
    }

    /** Not every byte may be taken for a header: each costs an attempt at opening what follows. */
    private boolean mayBeProtected() {
        return isRecord() && header[0] != CHANGE_CIPHER_SPEC && header[2] <= 3 && bodyLength >= MIN_PROTECTED;
    }

    private void keep(byte[] data, int at, int count) {
        if (bodyBytes == 0) {
            byte[] lent = pool.take(bodyLength);
            if (lent == null) { // no room: as if the record had not been captured
                skip = bodyLength - count;
                headerBytes = 0;
                reader.oneMissing();
                return;
            }
            body = lent;
        }
        System.arraycopy(data, at, body, bodyBytes, count);
        bodyBytes += count;
    }

    private void finish(byte[] data, int offset, long nanos, int mark) {
        headerBytes = 0;
        bodyBytes = 0;
        boolean proven = reader.record(header[0], data, offset, bodyLength, nanos, mark, start);
        searching &= !proven;
        giveBack();
    }

    /** Bytes are missing. What is known of the current record tells where the next one begins, if that was captured. */
    void gap(long bytes) {
        boolean within = headerBytes == HEADER && !searching;
        long rest = within ? bodyLength - bodyBytes : skip;
        boolean known = !searching && rest > 0 && bytes <= rest;
        headerBytes = 0;
        bodyBytes = 0;
        giveBack();
        if (known) {
            skip = (int) (rest - bytes);
            if (within) {
                reader.oneMissing();
            }
        } else {
            skip = 0;
            searching = true;
            reader.someMissing();
        }
    }

    private void giveBack() {
        if (body.length > 0) {
            pool.give(body);
            body = NOTHING;
        }
    }

    /** Reads no more; perhaps called by the reader. */
    void release() {
        released = true;
        giveBack();
    }
}
