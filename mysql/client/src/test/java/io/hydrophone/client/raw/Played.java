package io.hydrophone.client.raw;

import java.io.ByteArrayOutputStream;

/** A server whose part is written down: it says its bytes in pieces of a given size, whatever the client says. */
final class Played implements Transport {
    private final byte[] script;
    private final int piece;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int at;

    Played(byte[] script, int piece) {
        this.script = script;
        this.piece = piece;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int count = Math.min(Math.min(piece, length), script.length - at);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(script, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void write(byte[] data, int offset, int length) {
        heard.write(data, offset, length);
    }

    /** All that the client said. */
    byte[] heard() {
        return heard.toByteArray();
    }

    /** How much was read of the script. */
    int read() {
        return at;
    }
}
