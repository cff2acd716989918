package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pseudorandom function of TLS 1.0 to 1.2.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5246#section-5">RFC 5246, 5</a>, and RFC 4346, 5, for 1.0 and 1.1
 */
final class Prf {
    private Prf() {}

    /** As many bytes as asked for. */
    static byte[] expand(TlsVersion version, HashFunction hash, byte[] secret, String label, byte[] seed, int length) {
        byte[] name = label.getBytes(US_ASCII);
        byte[] labelled = Arrays.copyOf(name, name.length + seed.length);
        System.arraycopy(seed, 0, labelled, name.length, seed.length);
        if (version == TlsVersion.TLS_1_2) {
            // RFC 5246, 5: suites without a better hash use SHA-256.
            return hash(
                    "Hmac" + (hash == HashFunction.SHA1 ? HashFunction.SHA256 : hash).label, secret, labelled, length);
        }
        int half = (secret.length + 1) / 2; // the halves share the middle byte of an odd secret
        byte[] result = hash("HmacMD5", Arrays.copyOf(secret, half), labelled, length);
        byte[] other =
                hash("HmacSHA1", Arrays.copyOfRange(secret, secret.length - half, secret.length), labelled, length);
        for (int i = 0; i < length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }

    /** P_hash: HMAC(A(1) + seed) + HMAC(A(2) + seed) + …, where A(0) is the seed and A(i) = HMAC(A(i-1)). */
    private static byte[] hash(String algorithm, byte[] secret, byte[] seed, int length) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            byte[] result = new byte[length];
            byte[] a = seed;
            for (int at = 0; at < length; at += mac.getMacLength()) {
                a = mac.doFinal(a);
                mac.update(a);
                byte[] block = mac.doFinal(seed);
                System.arraycopy(block, 0, result, at, Math.min(block.length, length - at));
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
