package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/**
 * Cuts a key log into lines and reads those whose secrets are of use: a label, the client's random and a secret, both in
 * hexadecimal digits. Whatever else stands there is passed over.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-tls-keylogfile-05.html">The SSLKEYLOGFILE format</a>
 */
final class KeyLogLines {
    /** The secrets from which the keys of what clients and servers say are made. */
    enum Label {
        CLIENT_RANDOM,
        CLIENT_TRAFFIC_SECRET_0,
        SERVER_TRAFFIC_SECRET_0;

        static Label of(String name) {
            for (Label label : values()) {
                if (label.name().equals(name)) {
                    return label;
                }
            }
            return null;
        }
    }

    /** Receives what was read. */
    interface Sink {
        void secret(ClientRandom client, Label label, byte[] secret);
    }

    /** Longer than any line that tells a secret. */
    private static final int MAX_LINE = 256;

    /** SHA-256's, TLS 1.2's master secret's and SHA-384's size lie between; SHA-512 is used by no cipher suite. */
    private static final int MIN_SECRET = 32;

    private static final int MAX_SECRET = 48;

    private final byte[] line = new byte[MAX_LINE];
    private int length;
    /** Whether the line is longer than any that is of use. */
    private boolean overlong;

    private long strange;

    /** Takes more of the file; a line that is not whole yet is kept. */
    void take(byte[] data, int offset, int count, Sink sink) {
        for (int i = offset; i < offset + count; i++) {
            if (data[i] == '\n') {
                line(sink);
                length = 0;
                overlong = false;
            } else if (length < MAX_LINE) {
                line[length++] = data[i];
            } else {
                overlong = true;
            }
        }
    }

    /** Lines that are neither comments nor of the format. */
    long strange() {
        return strange;
    }

    /** The file begins anew. */
    void restart() {
        length = 0;
        overlong = false;
    }

    private void line(Sink sink) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        if (end == 0 || line[0] == '#') {
            return;
        }
        String[] words = new String(line, 0, end, ISO_8859_1).split(" ", -1);
        byte[] random = words.length == 3 ? bytes(words[1]) : null;
        if (overlong || random == null || random.length != ClientRandom.BYTES) {
            strange++;
            return;
        }
        Label label = Label.of(words[0]);
        if (label == null) {
            return;
        }
        byte[] secret = bytes(words[2]);
        if (secret == null || secret.length < MIN_SECRET || secret.length > MAX_SECRET) {
            strange++;
            return;
        }
        sink.secret(ClientRandom.of(random, 0), label, secret);
    }

    /** Null when it is not of hexadecimal digits in pairs. */
    private static byte[] bytes(String digits) {
        if (digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return HexFormat.of().parseHex(digits);
    }
}
