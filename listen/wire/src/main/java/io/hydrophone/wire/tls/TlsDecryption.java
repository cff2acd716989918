package io.hydrophone.wire.tls;

import java.util.Arrays;

/**
 * Decrypts one connection's records with the secrets of a key log, and hands on what the two sides say in them. Reads of
 * the handshake the client's random, by which the log names the secrets, and the server's choice of version and suite.
 */
public final class TlsDecryption {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int MESSAGE_HEADER = 4;

    /** Receives what was said, from the beginning of an array that is valid during the call. */
    public interface Handler {
        /**
         * A record of the client's.
         *
         * @param nanos when its last byte was captured
         * @param acknowledgement what the client had received when it sent that byte
         */
        void clientSaid(byte[] data, int length, long nanos, int acknowledgement);

        /**
         * A record of the server's.
         *
         * @param sequence TCP sequence number of the record's first byte
         */
        void serverSaid(byte[] data, int length, long nanos, int sequence);

        /** Something that the client said is missing. */
        void clientLost(long nanos);

        void serverLost(long nanos);

        /** Nothing more will come. */
        void undecipherable(Undecipherable reason, long nanos);
    }

    private final TlsDecrypter shared;
    private final Handler handler;
    private final HalfConnection client;
    private final HalfConnection server;
    /** The client's random; null before it was heard. */
    private byte[] random;

    private ServerHello hello;
    private Secrets secrets;

    TlsDecryption(TlsDecrypter shared, Handler handler) {
        this.shared = shared;
        this.handler = handler;
        client = new HalfConnection(this, true, shared.pool());
        server = new HalfConnection(this, false, shared.pool());
    }

    public void client(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        client.records().bytes(data, offset, length, nanos, acknowledgement, 0);
    }

    public void server(byte[] data, int offset, int length, long nanos, int sequence) {
        server.records().bytes(data, offset, length, nanos, 0, sequence);
    }

    /** That many bytes of the client's were not captured. */
    public void clientGap(long bytes, long nanos) {
        if (random == null) {
            giveUp(Undecipherable.LOST, nanos);
        } else {
            client.gap(bytes, nanos);
        }
    }

    public void serverGap(long bytes, long nanos) {
        if (hello == null) {
            giveUp(Undecipherable.LOST, nanos);
        } else {
            server.gap(bytes, nanos);
        }
    }

    /** Reads no more; perhaps called by the handler. */
    public void release() {
        client.records().release();
        server.records().release();
    }

    // --- for the two sides ---

    JdkCiphers ciphers() {
        return shared.ciphers();
    }

    /** Where a record's content is put. */
    byte[] content() {
        return shared.content();
    }

    boolean isTls13() {
        return hello != null && hello.version() == TlsVersion.TLS_1_3;
    }

    /** A handshake record in the clear; only the first message of either side is of interest, and is whole in its first. */
    void hello(boolean ofClient, byte[] data, int offset, int length, long nanos) {
        if (ofClient ? random != null : hello != null) {
            return;
        }
        int type = length < MESSAGE_HEADER ? 0 : data[offset];
        int body = offset + MESSAGE_HEADER;
        if (ofClient && type == CLIENT_HELLO && length >= MESSAGE_HEADER + 2 + ClientRandom.BYTES) {
            random = Arrays.copyOfRange(data, body + 2, body + 2 + ClientRandom.BYTES);
        } else if (!ofClient && type == SERVER_HELLO && random != null) {
            hello = ServerHello.parse(data, body, Math.min(offset + length, body + u3(data, offset + 1)));
        }
        if (ofClient ? random == null : hello == null) {
            giveUp(Undecipherable.UNSUPPORTED, nanos);
        }
    }

    /** Gives a side its keys; false as long as the key log does not tell the secret. */
    boolean findKeys(HalfConnection half, boolean ofClient) {
        if (secrets == null && random != null && hello != null) {
            secrets = shared.keyLog().find(ClientRandom.of(random, 0), hello.version());
        }
        if (secrets == null) {
            return false;
        }
        if (isTls13()) {
            half.protect(new KeySchedule13(hello.suite(), secrets.traffic(ofClient)));
        } else {
            half.protect(KeySchedule12.cipher(hello, secrets.master(), random, ofClient, ciphers()));
        }
        return true;
    }

    void said(boolean byClient, byte[] data, int length, long nanos, int position) {
        if (length == 0) {
            return; // nothing is said, but traffic is disguised
        }
        if (byClient) {
            handler.clientSaid(data, length, nanos, position);
        } else {
            handler.serverSaid(data, length, nanos, position);
        }
    }

    void lost(boolean ofClient, long nanos) {
        if (ofClient) {
            handler.clientLost(nanos);
        } else {
            handler.serverLost(nanos);
        }
    }

    void giveUp(Undecipherable reason, long nanos) {
        release();
        handler.undecipherable(reason, nanos);
    }

    private static int u3(byte[] data, int at) {
        return (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff);
    }
}
