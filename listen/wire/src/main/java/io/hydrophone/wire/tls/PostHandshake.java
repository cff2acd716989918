package io.hydrophone.wire.tls;

/**
 * Finds KeyUpdate among the handshake messages that TLS 1.3 sends behind its handshake. They may share a record, or be
 * spread over several.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.6">RFC 8446, 4.6</a>
 */
final class PostHandshake {
    private static final int KEY_UPDATE = 24;
    private static final int HEADER = 4;

    private int headerBytes;
    private int type;
    private int remaining;

    /**
     * Takes a record's content.
     *
     * @return whether a KeyUpdate ended in it: the next record of this direction has another key
     */
    boolean updatesKey(byte[] data, int length) {
        boolean updates = false;
        for (int at = 0; at < length; ) {
            if (headerBytes < HEADER) {
                int octet = data[at++] & 0xff;
                if (headerBytes == 0) {
                    type = octet;
                    remaining = 0;
                } else {
                    remaining = remaining << 8 | octet;
                }
                headerBytes++;
            } else {
                int count = Math.min(remaining, length - at);
                remaining -= count;
                at += count;
            }
            if (headerBytes == HEADER && remaining == 0) {
                updates |= type == KEY_UPDATE;
                headerBytes = 0;
            }
        }
        return updates;
    }

    /** Records are missing: the next is taken to begin with a message. */
    void restart() {
        headerBytes = 0;
    }
}
