package io.hydrophone.upkeep.release;

import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** The public keys whose releases are accepted. Several, so that a key can be succeeded by another: a signature of any is good. */
public final class TrustedKeys {
    private final List<PublicKey> keys;

    private TrustedKeys(List<PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads a PEM file with one or more of them.
     *
     * @throws ProblemException {@code bad-key}
     */
    public static TrustedKeys read(Path file) {
        List<PublicKey> keys = new ArrayList<>();
        try {
            for (byte[] encoded : Pem.all(file, "PUBLIC KEY")) {
                keys.add(KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            }
        } catch (GeneralSecurityException e) {
            throw Pem.bad(file, "holds a key that is not of Ed25519", e);
        }
        return new TrustedKeys(List.copyOf(keys));
    }

    /** Whether one of the keys made this signature of a message. */
    boolean verify(byte[] message, byte[] signature) {
        return keys.stream().anyMatch(key -> verify(key, message, signature));
    }

    private static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(SigningKey.ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // It has not the form of a signature.
        }
    }
}
