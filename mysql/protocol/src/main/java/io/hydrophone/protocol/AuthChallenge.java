package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * What a server asks of whoever logs in: a method of authentication, and random bytes that the answer has to depend on.
 * It stands in the greeting, and in a later packet when the account wants another method.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection
 *     Phase</a>
 */
public final class AuthChallenge {
    /** The first byte of a request for another method. */
    public static final int SWITCH = 0xfe;

    private static final int FIRST_BYTES = 8;
    private static final int SCRAMBLE_BYTES = 20;
    private static final int LEAST_SECOND_PART = 13;

    private final String plugin;
    private final byte[] scramble;

    private AuthChallenge(String plugin, byte[] scramble) {
        this.plugin = plugin;
        this.scramble = scramble;
    }

    /** Of a payload that {@link Greeting#parse} could read; null when what it asks is not whole. */
    public static AuthChallenge inGreeting(byte[] data, int offset, int length) {
        int end = offset + length;
        int first = zero(data, offset + 1, end) + 1 + 4;
        int second = first + FIRST_BYTES + 1 + 2 + 1 + 2 + 2 + 1 + 10;
        if (second + SCRAMBLE_BYTES - FIRST_BYTES > end) {
            return null;
        }
        byte[] scramble = Arrays.copyOf(Arrays.copyOfRange(data, first, first + FIRST_BYTES), SCRAMBLE_BYTES);
        System.arraycopy(data, second, scramble, FIRST_BYTES, SCRAMBLE_BYTES - FIRST_BYTES);
        int plugin = second + Math.max(LEAST_SECOND_PART, (data[second - 11] & 0xff) - FIRST_BYTES);
        return new AuthChallenge(plugin < end ? text(data, plugin, zero(data, plugin, end)) : "", scramble);
    }

    /** Of a payload that begins with {@link #SWITCH}; null for the method of MySQL before 4.1, which has no name. */
    public static AuthChallenge inSwitch(byte[] data, int offset, int length) {
        int end = offset + length;
        if (length < 2) {
            return null;
        }
        int zero = zero(data, offset + 1, end);
        int from = Math.min(zero + 1, end);
        boolean terminated = end - from == SCRAMBLE_BYTES + 1 && data[end - 1] == 0;
        return new AuthChallenge(
                text(data, offset + 1, zero), Arrays.copyOfRange(data, from, terminated ? end - 1 : end));
    }

    /** The method's name, such as {@code caching_sha2_password}; "" of servers that know only one. */
    public String plugin() {
        return plugin;
    }

    /** The random bytes: usually 20, of a hostile server any number. */
    public byte[] scramble() {
        return scramble.clone();
    }

    /** Where the next zero stands, or the end. */
    private static int zero(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != 0) {
            at++;
        }
        return at;
    }

    private static String text(byte[] data, int from, int to) {
        return new String(data, from, to - from, ISO_8859_1);
    }
}
