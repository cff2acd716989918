package io.hydrophone.upkeep.release;

import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** The Ed25519 key (RFC 8032) that signs releases; in a PEM file as {@code openssl genpkey -algorithm ed25519} makes it. */
public final class SigningKey {
    static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Makes a new pair: the key in a file for its owner alone, its public half beside it as {@code FILE.pub}.
     *
     * @return the file of the public half
     * @throws ProblemException {@code key-exists}, {@code key-not-written}
     */
    public static Path make(Path file) {
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            OwnerOnly.createFile(file);
            Files.writeString(file, Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    publicFile, Pem.text("PUBLIC KEY", pair.getPublic().getEncoded()));
            return publicFile;
        } catch (FileAlreadyExistsException e) {
            throw new ProblemException(
                    new Problem(
                            "key-exists",
                            "the file is there already",
                            file.toString(),
                            "give another name: a key that signed releases is not replaced"),
                    e);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "key-not-written",
                            "the key cannot be written (" + Reason.ofFile(e) + ")",
                            file.toString(),
                            ""),
                    e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has Ed25519", e);
        }
    }

    /**
     * Reads a PEM file (PKCS #8, not encrypted).
     *
     * @throws ProblemException {@code bad-key}
     */
    public static SigningKey read(Path file) {
        byte[] encoded = Pem.only(file, "PRIVATE KEY");
        try {
            return new SigningKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw Pem.bad(file, "holds no Ed25519 key", e);
        }
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("an Ed25519 key signs anything", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey(not shown)";
    }
}
