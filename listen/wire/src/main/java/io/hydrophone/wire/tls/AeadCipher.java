package io.hydrophone.wire.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM and ChaCha20-Poly1305. A nonce is made of the record's number and the direction's IV; only AES-GCM in TLS 1.2
 * sends half of it with the record, and there the number still stands in the authenticated header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5288#section-3">RFC 5288, 3</a>, RFC 7905, 2, and RFC 8446, 5.2 to 5.3
 */
final class AeadCipher implements RecordCipher {
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int EXPLICIT_BYTES = 8;

    private final JdkCiphers ciphers;
    private final CipherSuite.Bulk bulk;
    private final boolean tls13;
    private final SecretKey key;
    private final byte[] iv;
    /** Of the nonce, at the beginning of each record. */
    private final int explicit;

    AeadCipher(JdkCiphers ciphers, CipherSuite.Bulk bulk, TlsVersion version, byte[] key, byte[] iv) {
        this.ciphers = ciphers;
        this.bulk = bulk;
        this.tls13 = version == TlsVersion.TLS_1_3;
        this.key = new SecretKeySpec(key, bulk == CipherSuite.Bulk.AES_GCM ? "AES" : "ChaCha20");
        this.iv = iv.clone();
        this.explicit = bulk == CipherSuite.Bulk.AES_GCM && !tls13 ? EXPLICIT_BYTES : 0;
    }

    @Override
    public int open(int type, long number, byte[] data, int offset, int length, byte[] out) {
        int content = length - explicit - TAG_BYTES;
        if (content < 0) {
            return REFUSED;
        }
        Cipher cipher = ciphers.cipher(bulk);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(number, data, offset));
            cipher.updateAAD(tls13 ? header(type, length) : numberedHeader(number, type, content));
            return cipher.doFinal(data, offset + explicit, length - explicit, out);
        } catch (AEADBadTagException e) {
            return REFUSED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private AlgorithmParameterSpec nonce(long number, byte[] data, int offset) {
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES).put(iv);
        if (explicit > 0) {
            nonce.put(data, offset, EXPLICIT_BYTES);
        } else {
            int at = NONCE_BYTES - Long.BYTES;
            nonce.putLong(at, nonce.getLong(at) ^ number);
        }
        return bulk == CipherSuite.Bulk.AES_GCM
                ? new GCMParameterSpec(8 * TAG_BYTES, nonce.array())
                : new IvParameterSpec(nonce.array());
    }

    private static byte[] header(int type, int length) {
        return ByteBuffer.allocate(5)
                .put((byte) type)
                .putShort((short) TlsVersion.TLS_1_2.code)
                .putShort((short) length)
                .array();
    }

    private static byte[] numberedHeader(long number, int type, int length) {
        return ByteBuffer.allocate(13).putLong(number).put(header(type, length)).array();
    }
}
