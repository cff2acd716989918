package io.hydrophone.wire.tcp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The text form of addresses that are kept as two longs. */
public final class Addresses {
    private static final long IPV4_MAPPED = 0xffffL;

    private Addresses() {}

    /** {@code host:port}, IPv6 in brackets. */
    public static String endpoint(String address, int port) {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    /** The same form for an address of another source. */
    public static String text(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4
                ? text(0, IPV4_MAPPED << 32 | Integer.toUnsignedLong(bytes.getInt()))
                : text(bytes.getLong(), bytes.getLong());
    }

    /** {@code 10.0.0.1}, or IPv6 as RFC 5952 writes it (the longest run of zeros as {@code ::}). */
    static String text(long high, long low) {
        if (high == 0 && low >>> 32 == IPV4_MAPPED) {
            return (low >> 24 & 0xff) + "." + (low >> 16 & 0xff) + "." + (low >> 8 & 0xff) + "." + (low & 0xff);
        }
        int from = -1;
        int run = 1;
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && group(high, low, i + zeros) == 0) {
                zeros++;
            }
            if (zeros > run) {
                from = i;
                run = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == from) {
                text.append("::");
                i += run - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(high, low, i)).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static int group(long high, long low, int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
    }
}
