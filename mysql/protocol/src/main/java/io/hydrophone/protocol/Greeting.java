package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The first packet of a connection, by which a server can be told from anything else.
 *
 * @param version the server's version as it names itself, at most 255 characters
 * @param connectionId the server's own number of the connection
 * @param capabilities bits of {@link Capability}
 * @param collation number of the server's default collation, its low 8 bits
 * @param extendedCapabilities MariaDB's own, the bits of {@link Capability} from 32 on; 0 of any other server
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html">HandshakeV10</a>
 */
public record Greeting(String version, long connectionId, int capabilities, int collation, int extendedCapabilities) {
    private static final int PROTOCOL_VERSION = 10;
    /** What MariaDB before 11.0 says first, for replicas of MySQL that would not understand its own version. */
    private static final String DISGUISE = "5.5.5-";

    /** The version as {@code SELECT VERSION()} gives it. */
    public String product() {
        return version.startsWith(DISGUISE) ? version.substring(DISGUISE.length()) : version;
    }

    /** Reads a packet's payload; null when it is no greeting of protocol version 10. */
    public static Greeting parse(byte[] data, int offset, int length) {
        int end = offset + length;
        if (length < 1 + 1 + 1 + 4 + 8 + 1 + 2 || data[offset] != PROTOCOL_VERSION) {
            return null;
        }
        int zero = offset + 1;
        while (zero < end && data[zero] != 0) {
            if (data[zero] < ' ' || data[zero] > '~' || zero - offset > 255) {
                return null;
            }
            zero++;
        }
        int after = zero + 1 + 4 + 8 + 1;
        if (zero == offset + 1 || after + 2 > end) {
            return null;
        }
        int capabilities = LittleEndian.u2(data, after);
        if (after + 7 <= end) {
            capabilities |= LittleEndian.u2(data, after + 5) << 16;
        }
        boolean extended = (capabilities & Capability.LONG_PASSWORD) == 0 && after + 18 <= end;
        String version = new String(data, offset + 1, zero - offset - 1, ISO_8859_1);
        return new Greeting(
                version,
                LittleEndian.u4(data, zero + 1),
                capabilities,
                after + 2 < end ? data[after + 2] & 0xff : 0,
                extended ? LittleEndian.i4(data, after + 14) : 0);
    }
}
