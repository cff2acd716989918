package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * From a traffic secret of TLS 1.3 to the key of its direction, and to the secret that follows it.
 *
 * @param traffic the secret of the current generation
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-7">RFC 8446, 7</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeySchedule13(CipherSuite suite, byte[] traffic) {
    private static final int IV_BYTES = 12;

    RecordCipher cipher(JdkCiphers ciphers) {
        return new AeadCipher(ciphers, suite.bulk(), TlsVersion.TLS_1_3, key(), iv());
    }

    byte[] key() {
        return expand("key", suite.keyBytes());
    }

    byte[] iv() {
        return expand("iv", IV_BYTES);
    }

    /** What applies behind a KeyUpdate. */
    KeySchedule13 updated() {
        return new KeySchedule13(suite, expand("traffic upd", suite.hash().bytes));
    }

    /** HKDF-Expand-Label without a context. */
    private byte[] expand(String label, int length) {
        byte[] name = ("tls13 " + label).getBytes(US_ASCII);
        byte[] info = ByteBuffer.allocate(2 + 1 + name.length + 1)
                .putShort((short) length)
                .put((byte) name.length)
                .put(name)
                .put((byte) 0)
                .array();
        try {
            KDF hkdf = KDF.getInstance(suite.hash() == HashFunction.SHA384 ? "HKDF-SHA384" : "HKDF-SHA256");
            return hkdf.deriveData(HKDFParameterSpec.expandOnly(new SecretKeySpec(traffic, "HKDF"), info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return suite.toString(); // and not the secret
    }
}
