package io.hydrophone.wire.tls;

import java.util.Arrays;

/**
 * What a server has chosen.
 *
 * @param random the server's
 * @param encryptThenMac whether records of CBC suites are authenticated as they are sent (RFC 7366)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3">RFC 8446, 4.1.3</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ServerHello(TlsVersion version, CipherSuite suite, byte[] random, boolean encryptThenMac) {
    private static final int ENCRYPT_THEN_MAC = 22;
    private static final int SUPPORTED_VERSIONS = 43;

    /**
     * Reads the message's body.
     *
     * @return null when it is malformed, or chooses a version, a suite or a compression that is not understood
     */
    static ServerHello parse(byte[] data, int offset, int end) {
        int session = offset + 2 + ClientRandom.BYTES;
        if (session >= end) {
            return null;
        }
        int at = session + 1 + (data[session] & 0xff);
        if (at + 3 > end || data[at + 2] != 0) {
            return null;
        }
        int number = u2(data, at);
        int chosen = u2(data, offset);
        boolean encryptThenMac = false;
        at += 3;
        if (at + 2 <= end) {
            int extensionsEnd = Math.min(end, at + 2 + u2(data, at));
            at += 2;
            while (at + 4 <= extensionsEnd) {
                int type = u2(data, at);
                int length = u2(data, at + 2);
                if (type == SUPPORTED_VERSIONS && length == 2 && at + 6 <= extensionsEnd) {
                    chosen = u2(data, at + 4);
                }
                encryptThenMac |= type == ENCRYPT_THEN_MAC;
                at += 4 + length;
            }
        }
        TlsVersion version = TlsVersion.of(chosen);
        CipherSuite suite = CipherSuite.of(number);
        if (version == null || suite == null || CipherSuite.isOf13(number) != (version == TlsVersion.TLS_1_3)) {
            return null;
        }
        byte[] random = Arrays.copyOfRange(data, offset + 2, session);
        return new ServerHello(version, suite, random, encryptThenMac);
    }

    private static int u2(byte[] data, int at) {
        return (data[at] & 0xff) << 8 | (data[at + 1] & 0xff);
    }
}
