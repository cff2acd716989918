package io.hydrophone.wire.tls;

import java.util.Arrays;

/**
 * From the master secret of TLS 1.0 to 1.2 to the keys of both directions. How the master secret was made (with or
 * without the handshake's hash, RFC 7627) is irrelevant here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5246#section-6.3">RFC 5246, 6.3</a>
 */
final class KeySchedule12 {
    private static final int GCM_SALT = 4;
    private static final int CHACHA_IV = 12;
    private static final int CBC_IV = 16;

    private KeySchedule12() {}

    /**
     * Makes the cipher of one direction.
     *
     * @param client the client's random
     */
    static RecordCipher cipher(
            ServerHello hello, byte[] master, byte[] client, boolean fromClient, JdkCiphers ciphers) {
        CipherSuite suite = hello.suite();
        byte[] seed = Arrays.copyOf(hello.random(), 2 * ClientRandom.BYTES);
        System.arraycopy(client, 0, seed, ClientRandom.BYTES, ClientRandom.BYTES);
        boolean cbc = suite.bulk() == CipherSuite.Bulk.AES_CBC;
        int macBytes = cbc ? suite.hash().bytes : 0;
        int ivBytes = switch (suite.bulk()) {
            case AES_GCM -> GCM_SALT;
            case CHACHA20_POLY1305 -> CHACHA_IV;
            case AES_CBC -> hello.version() == TlsVersion.TLS_1_0 ? CBC_IV : 0;
        };
        int keyBytes = suite.keyBytes();
        byte[] block = Prf.expand(
                hello.version(), suite.hash(), master, "key expansion", seed, 2 * (macBytes + keyBytes + ivBytes));
        // The client's half of each kind of key stands before the server's.
        int side = fromClient ? 0 : 1;
        byte[] macKey = part(block, side * macBytes, macBytes);
        byte[] key = part(block, 2 * macBytes + side * keyBytes, keyBytes);
        byte[] iv = part(block, 2 * (macBytes + keyBytes) + side * ivBytes, ivBytes);
        return cbc
                ? new CbcCipher(ciphers, hello, macKey, key, iv)
                : new AeadCipher(ciphers, suite.bulk(), hello.version(), key, iv);
    }

    private static byte[] part(byte[] block, int from, int length) {
        return Arrays.copyOfRange(block, from, from + length);
    }
}
