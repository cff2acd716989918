package io.hydrophone.client.raw;

import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;

/**
 * Answers to a challenge that prove a password and do not tell it.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods.html">Authentication
 *     Methods</a>
 */
final class Scramble {
    private Scramble() {}

    /** {@code SHA1(password) XOR SHA1(challenge, SHA1(SHA1(password)))}. */
    static byte[] nativePassword(byte[] password, byte[] challenge) {
        MessageDigest sha1 = digest("SHA-1");
        byte[] once = sha1.digest(password);
        byte[] twice = sha1.digest(once);
        sha1.update(challenge);
        return xor(once, sha1.digest(twice));
    }

    /** {@code SHA256(password) XOR SHA256(SHA256(SHA256(password)), challenge)}. */
    static byte[] cachingSha2(byte[] password, byte[] challenge) {
        MessageDigest sha256 = digest("SHA-256");
        byte[] once = sha256.digest(password);
        sha256.update(sha256.digest(once));
        return xor(once, sha256.digest(challenge));
    }

    /**
     * The password and a zero, blended with the challenge, for the owner of a key.
     *
     * @param pem the key as the server sends it
     */
    static byte[] encrypted(byte[] terminated, byte[] challenge, String pem) throws ProtocolException {
        if (challenge.length == 0) {
            throw new ProtocolException("the server sent a key and no challenge");
        }
        byte[] blended = terminated.clone();
        for (int i = 0; i < blended.length; i++) {
            blended[i] ^= challenge[i % challenge.length];
        }
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, key(pem));
            return rsa.doFinal(blended);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            ProtocolException failure = new ProtocolException("the server's public key cannot be used");
            failure.initCause(e);
            throw failure;
        }
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.lines()
                .filter(line -> !line.startsWith("-"))
                .map(String::strip)
                .reduce("", String::concat);
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
