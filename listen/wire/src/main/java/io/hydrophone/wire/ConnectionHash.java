package io.hydrophone.wire;

/**
 * A number for each TCP connection, the same in both directions, which the kernel's packet filter can compute too: so
 * the kernel and the decoder agree on which worker hears a connection, and which connections a sample takes.
 *
 * <p>Each of the four words of an IPv6 address (IPv4 as {@code ::ffff:a.b.c.d}) and the port is added to that of the
 * other end, which makes the direction no difference, times an odd number of its own; then the bits are mixed. The upper
 * bits choose the sample ({@link SampleRatio}), the lower ones the worker.
 *
 * @see <a href="https://github.com/skeeto/hash-prospector">hash-prospector: where the mixing's numbers come from</a>
 */
public final class ConnectionHash {
    /** By word of the address, the first one first. */
    private static final int[] WORDS = {0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f};

    public static final int PORTS = 0x165667b1;
    public static final int MIX_1 = 0x7feb352d;
    public static final int MIX_2 = 0x846ca68b;

    /** What the constant words of two IPv4 addresses come to. */
    public static final int IPV4 = 2 * 0xffff * WORDS[2];

    private ConnectionHash() {}

    /** The factor of a word of the addresses, 0 to 3. */
    public static int factor(int word) {
        return WORDS[word];
    }

    /** Of a connection between two ends; addresses are IPv6 in two halves, IPv4 as {@code ::ffff:a.b.c.d}. */
    public static int of(long high, long low, int port, long otherHigh, long otherLow, int otherPort) {
        int sum = ((int) (high >>> 32) + (int) (otherHigh >>> 32)) * WORDS[0]
                + ((int) high + (int) otherHigh) * WORDS[1]
                + ((int) (low >>> 32) + (int) (otherLow >>> 32)) * WORDS[2]
                + ((int) low + (int) otherLow) * WORDS[3];
        return mix(sum + (port + otherPort) * PORTS);
    }

    /** Of a connection over IPv4. */
    public static int ofIpv4(int address, int port, int otherAddress, int otherPort) {
        return mix(IPV4 + (address + otherAddress) * WORDS[3] + (port + otherPort) * PORTS);
    }

    private static int mix(int sum) {
        int h = (sum ^ sum >>> 16) * MIX_1;
        h = (h ^ h >>> 15) * MIX_2;
        return h ^ h >>> 16;
    }
}
