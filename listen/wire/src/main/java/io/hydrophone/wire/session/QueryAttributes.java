package io.hydrophone.wire.session;

import io.hydrophone.protocol.LittleEndian;

/**
 * The query attributes before a COM_QUERY's text: count, number of sets (1), and for a count above 0 the bitmap of
 * NULLs, a flag (1), types with names, values.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query.html">COM_QUERY</a>
 */
final class QueryAttributes {
    private QueryAttributes() {}

    /** Where the attributes end, or −1 when the bytes are none. */
    static int end(byte[] payload, int offset, int end) {
        long count = LittleEndian.lengthEncoded(payload, offset, end);
        if (count < 0 || count > 0xffff) {
            return -1;
        }
        int at = offset + LittleEndian.lengthEncodedSize(payload[offset]);
        if (at >= end || payload[at] != 1) {
            return -1;
        }
        at++;
        if (count == 0) {
            return at;
        }
        int nulls = at;
        at += (int) (count + 7) / 8;
        if (at >= end || payload[at] != 1) {
            return -1;
        }
        int types = at + 1;
        at = types;
        for (int i = 0; i < count; i++) {
            at = at + 2 > end ? -1 : LittleEndian.skipString(payload, at + 2, end);
            if (at < 0) {
                return -1;
            }
        }
        int type = types;
        for (int i = 0; i < count; i++) {
            if ((payload[nulls + i / 8] >> i % 8 & 1) == 0) {
                at = skipValue(payload, payload[type] & 0xff, at, end);
                if (at < 0 || at > end) {
                    return -1;
                }
            }
            type = LittleEndian.skipString(payload, type + 2, end);
        }
        return at;
    }

    private static int skipValue(byte[] payload, int type, int at, int end) {
        return switch (type) {
            case 1 -> at + 1;
            case 2, 13 -> at + 2;
            case 3, 4, 9 -> at + 4;
            case 5, 8 -> at + 8;
            case 6 -> at;
            case 7, 10, 11, 12, 14 -> at < end ? at + 1 + payload[at] : -1;
            default -> LittleEndian.skipString(payload, at, end);
        };
    }
}
