package io.hydrophone.traffic.mrte;

import java.net.Inet4Address;

/**
 * Who speaks, as MRTE tells clients apart.
 *
 * @param address four bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record MrteClient(byte[] address, int port) {
    private static final String MAPPED = "::ffff:";
    private static final int MAX_PORT = 0xffff;

    /** Null when the address is no IPv4 address, or the port is not known. */
    static MrteClient of(String address, int port) {
        byte[] bytes = address(address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address);
        return bytes == null || port < 0 || port > MAX_PORT ? null : new MrteClient(bytes, port);
    }

    /** The four bytes of a literal, or null. */
    static byte[] address(String literal) {
        try {
            return literal.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                    ? Inet4Address.ofLiteral(literal).getAddress()
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
