package io.hydrophone.wire.tls;

import io.hydrophone.wire.tcp.BufferPool;

/** What all decrypted connections of one decoder share; they run on one thread. */
public final class TlsDecrypter {
    private final KeyLog keyLog;
    private final BufferPool pool;
    private final JdkCiphers ciphers = new JdkCiphers();
    private final byte[] content = new byte[RecordStream.MAX_BODY];

    /** @param keyLog perhaps used by other decoders too */
    public TlsDecrypter(KeyLog keyLog, BufferPool pool) {
        this.keyLog = keyLog;
        this.pool = pool;
    }

    /** A connection whose next bytes, on both sides, are those of a TLS handshake. */
    public TlsDecryption begin(TlsDecryption.Handler handler) {
        return new TlsDecryption(this, handler);
    }

    KeyLog keyLog() {
        return keyLog;
    }

    BufferPool pool() {
        return pool;
    }

    JdkCiphers ciphers() {
        return ciphers;
    }

    byte[] content() {
        return content;
    }
}
