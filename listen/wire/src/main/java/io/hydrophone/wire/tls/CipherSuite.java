package io.hydrophone.wire.tls;

import static io.hydrophone.wire.tls.CipherSuite.Bulk.AES_CBC;
import static io.hydrophone.wire.tls.CipherSuite.Bulk.AES_GCM;
import static io.hydrophone.wire.tls.CipherSuite.Bulk.CHACHA20_POLY1305;
import static io.hydrophone.wire.tls.HashFunction.SHA1;
import static io.hydrophone.wire.tls.HashFunction.SHA256;
import static io.hydrophone.wire.tls.HashFunction.SHA384;

import java.util.HashMap;
import java.util.Map;

/**
 * How records are protected. Of the many suites that differ in how keys are agreed on (which a key log makes irrelevant)
 * each has its line here, because only the numbers stand in the handshake.
 *
 * @param keyBytes of the bulk cipher
 * @param hash of the key schedule; for AES in CBC mode that of the record's code too
 * @see <a href="https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-4">IANA's list</a>
 */
record CipherSuite(Bulk bulk, int keyBytes, HashFunction hash) {
    /** What encrypts the records. */
    enum Bulk {
        AES_GCM,
        CHACHA20_POLY1305,
        AES_CBC
    }

    private static final Map<Integer, CipherSuite> SUITES = new HashMap<>();

    static {
        // TLS 1.3
        put(AES_GCM, 16, SHA256, 0x1301);
        put(AES_GCM, 32, SHA384, 0x1302);
        put(CHACHA20_POLY1305, 32, SHA256, 0x1303);
        // ECDHE_ECDSA, ECDHE_RSA, DHE_RSA, DHE_DSS, RSA, ECDH_ECDSA, ECDH_RSA, as far as there are such
        put(AES_GCM, 16, SHA256, 0xc02b, 0xc02f, 0x009e, 0x00a2, 0x009c, 0xc02d, 0xc031);
        put(AES_GCM, 32, SHA384, 0xc02c, 0xc030, 0x009f, 0x00a3, 0x009d, 0xc02e, 0xc032);
        put(CHACHA20_POLY1305, 32, SHA256, 0xcca9, 0xcca8, 0xccaa);
        put(AES_CBC, 16, SHA1, 0xc009, 0xc013, 0x0033, 0x0032, 0x002f, 0xc004, 0xc00e);
        put(AES_CBC, 32, SHA1, 0xc00a, 0xc014, 0x0039, 0x0038, 0x0035, 0xc005, 0xc00f);
        put(AES_CBC, 16, SHA256, 0xc023, 0xc027, 0x0067, 0x0040, 0x003c, 0xc025, 0xc029);
        put(AES_CBC, 32, SHA256, 0x006b, 0x006a, 0x003d);
        put(AES_CBC, 32, SHA384, 0xc024, 0xc028, 0xc026, 0xc02a);
    }

    private static void put(Bulk bulk, int keyBytes, HashFunction hash, int... numbers) {
        for (int number : numbers) {
            SUITES.put(number, new CipherSuite(bulk, keyBytes, hash));
        }
    }

    /** Null for a suite that is not understood. */
    static CipherSuite of(int number) {
        return SUITES.get(number);
    }

    /** Whether the suite belongs to TLS 1.3, which shares none with older versions. */
    static boolean isOf13(int number) {
        return number >>> 8 == 0x13;
    }
}
