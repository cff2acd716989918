package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What a proxy says of the client before the connection's own bytes begin, in the text form (version 1) or the binary
 * one (version 2).
 *
 * @param length bytes of the header
 * @param client the client's address, or null when the proxy tells none (its own health checks)
 * @param clientPort 0 when the proxy tells none
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
public record ProxyHeader(int length, InetAddress client, int clientPort) {
    /** More bytes have to come before it can be told. */
    public static final ProxyHeader INCOMPLETE = new ProxyHeader(0, null, 0);

    /** The longest header that is read: a version 2 header may announce 64 KiB, but what is beyond addresses is short. */
    public static final int MOST = 2048;

    private static final byte[] TEXT = "PROXY ".getBytes(US_ASCII);
    private static final int TEXT_MOST = 107;
    private static final byte[] BINARY = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
    private static final int BINARY_FIXED = 16;

    /** Whether the header goes on behind the bytes that are there. */
    public boolean isIncomplete() {
        return length == 0;
    }

    /** The header at the beginning of the bytes; null when there is none, {@link #INCOMPLETE} when it is cut. */
    public static ProxyHeader parse(byte[] data, int offset, int length) {
        if (begins(TEXT, data, offset, length)) {
            return length < TEXT.length ? INCOMPLETE : text(data, offset, length);
        }
        if (begins(BINARY, data, offset, length)) {
            return length < BINARY_FIXED ? INCOMPLETE : binary(data, offset, length);
        }
        return null;
    }

    private static boolean begins(byte[] mark, byte[] data, int offset, int length) {
        int common = Math.min(mark.length, length);
        return Arrays.equals(mark, 0, common, data, offset, offset + common);
    }

    /** {@code PROXY TCP4 192.0.2.1 192.0.2.2 40000 3306}, or {@code PROXY UNKNOWN}. */
    private static ProxyHeader text(byte[] data, int offset, int length) {
        int end = -1;
        for (int i = 1; i < Math.min(length, TEXT_MOST) && end < 0; i++) {
            if (data[offset + i] == '\n' && data[offset + i - 1] == '\r') {
                end = i + 1;
            }
        }
        if (end < 0) {
            return length < TEXT_MOST ? INCOMPLETE : null;
        }
        String[] words = new String(data, offset, end - 2, US_ASCII).split(" ", -1);
        boolean addresses = words.length == 6 && words[1].startsWith("TCP");
        if (!addresses || !words[4].matches("[0-9]{1,5}") || !words[2].matches("[0-9a-fA-F.:]{2,45}")) {
            return new ProxyHeader(end, null, 0);
        }
        try {
            return new ProxyHeader(end, InetAddress.ofLiteral(words[2]), Integer.parseInt(words[4]));
        } catch (IllegalArgumentException e) {
            return new ProxyHeader(end, null, 0);
        }
    }

    /** Signature 12, version and command 1, family 1, length 2, then source and destination address and port. */
    private static ProxyHeader binary(byte[] data, int offset, int length) {
        int whole = BINARY_FIXED + (data[offset + 14] & 0xff) * 256 + (data[offset + 15] & 0xff);
        if (whole > MOST || (data[offset + 12] & 0xf0) != 0x20) {
            return null;
        }
        if (length < whole) {
            return INCOMPLETE;
        }
        boolean local = (data[offset + 12] & 0x0f) == 0;
        int size = switch (data[offset + 13] >> 4) {
            case 1 -> 4;
            case 2 -> 16;
            default -> 0;
        };
        if (local || size == 0 || whole < BINARY_FIXED + 2 * size + 4) {
            return new ProxyHeader(whole, null, 0);
        }
        int source = offset + BINARY_FIXED;
        int port = source + 2 * size;
        try {
            InetAddress address = InetAddress.getByAddress(Arrays.copyOfRange(data, source, source + size));
            return new ProxyHeader(whole, address, (data[port] & 0xff) * 256 + (data[port + 1] & 0xff));
        } catch (UnknownHostException e) {
            throw new AssertionError("of four or sixteen bytes", e);
        }
    }
}
