package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client answers to the greeting. The scrambled password is passed over, never kept.
 *
 * @param capabilities bits of {@link Capability}; those from 32 on are MariaDB's own
 * @param collation number of the collation that the client asks for, 0 unknown
 * @param database "" when none was named
 * @param attributes connection attributes such as {@code program_name}, in the client's order
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html">HandshakeResponse41</a>
 */
public record HandshakeResponse(
        long capabilities, int collation, String user, String database, Map<String, String> attributes) {
    /** Flags, packet size, character set and filler: all that an SSLRequest has. */
    public static final int FIXED_LENGTH = 32;

    private static final int COLLATION = 8;
    /** Where MariaDB's clients put their own capabilities: in what the others fill with zeros. */
    private static final int EXTENDED = 28;

    /** Whether the payload asks to go on in TLS: what follows it is not to be read as MySQL packets. */
    public static boolean isTlsRequest(byte[] data, int offset, int length) {
        return length >= 2 && length <= FIXED_LENGTH && (LittleEndian.u2(data, offset) & Capability.SSL) != 0;
    }

    /**
     * Reads a packet's payload. What is cut or malformed stays empty, because a listener can do without it.
     *
     * @return null when not even the user is there
     */
    public static HandshakeResponse parse(byte[] data, int offset, int length) {
        int end = offset + length;
        if (length < 2) {
            return null;
        }
        if ((LittleEndian.u2(data, offset) & Capability.PROTOCOL_41) == 0) {
            return parse320(data, offset, end);
        }
        if (length < FIXED_LENGTH) {
            return null;
        }
        int capabilities = LittleEndian.i4(data, offset);
        int at = offset + FIXED_LENGTH;
        int zero = zero(data, at, end);
        if (zero < 0) {
            return null;
        }
        String user = text(data, at, zero);
        at = skipAuthentication(data, zero + 1, end, capabilities);
        String database = "";
        if (at >= 0 && (capabilities & Capability.CONNECT_WITH_DB) != 0) {
            zero = zero(data, at, end);
            database = zero < 0 ? "" : text(data, at, zero);
            at = zero < 0 ? -1 : zero + 1;
        }
        if (at >= 0 && (capabilities & Capability.PLUGIN_AUTH) != 0) {
            zero = zero(data, at, end);
            at = zero < 0 ? -1 : zero + 1;
        }
        Map<String, String> attributes =
                at >= 0 && (capabilities & Capability.CONNECT_ATTRS) != 0 ? attributes(data, at, end) : Map.of();
        return new HandshakeResponse(
                all(capabilities, LittleEndian.i4(data, offset + EXTENDED)),
                data[offset + COLLATION] & 0xff,
                user,
                database,
                attributes);
    }

    /** A client of MySQL says so by a flag, and has no others. */
    private static long all(int capabilities, int extended) {
        boolean has = (capabilities & Capability.LONG_PASSWORD) == 0;
        return (capabilities & 0xffff_ffffL) | (has ? (long) extended << 32 : 0);
    }

    /** Protocol 3.2, before MySQL 4.1: flags 2, packet size 3, user, password, database. */
    private static HandshakeResponse parse320(byte[] data, int offset, int end) {
        int at = offset + 5;
        int zero = zero(data, at, end);
        if (zero < 0) {
            return null;
        }
        String user = text(data, at, zero);
        int database = zero(data, zero + 1, end) + 1;
        int last = database == 0 ? -1 : zero(data, database, end);
        return new HandshakeResponse(
                LittleEndian.u2(data, offset), 0, user, last < 0 ? "" : text(data, database, last), Map.of());
    }

    private static int skipAuthentication(byte[] data, int at, int end, int capabilities) {
        if ((capabilities & Capability.PLUGIN_AUTH_LENENC_CLIENT_DATA) != 0) {
            return LittleEndian.skipString(data, at, end);
        }
        if ((capabilities & Capability.SECURE_CONNECTION) != 0) {
            return at < end && at + 1 + (data[at] & 0xff) <= end ? at + 1 + (data[at] & 0xff) : -1;
        }
        int zero = zero(data, at, end);
        return zero < 0 ? -1 : zero + 1;
    }

    private static Map<String, String> attributes(byte[] data, int at, int end) {
        long length = LittleEndian.lengthEncoded(data, at, end);
        if (length == LittleEndian.NONE) {
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        int key = at + LittleEndian.lengthEncodedSize(data[at]);
        int stop = (int) Math.min(end, key + length);
        while (key < stop) {
            int value = LittleEndian.skipString(data, key, stop);
            int next = value < 0 ? -1 : LittleEndian.skipString(data, value, stop);
            if (next < 0) {
                break;
            }
            attributes.put(
                    text(data, key + LittleEndian.lengthEncodedSize(data[key]), value),
                    text(data, value + LittleEndian.lengthEncodedSize(data[value]), next));
            key = next;
        }
        return attributes;
    }

    private static int zero(byte[] data, int at, int end) {
        for (int i = at; i < end; i++) {
            if (data[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] data, int from, int to) {
        return new String(data, from, to - from, UTF_8);
    }
}
