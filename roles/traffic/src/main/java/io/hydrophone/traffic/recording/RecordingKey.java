package io.hydrophone.traffic.recording;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of 256 bits for AES, and the name by which a recording refers to it. It never shows itself. */
public final class RecordingKey {
    static final int BYTES = 32;

    /** Of its id in a block's head. */
    static final int ID_BYTES = 8;

    private final SecretKey secret;
    private final byte[] idBytes;

    /**
     * A key of these bytes.
     *
     * @throws IllegalArgumentException when they are not 32
     */
    public RecordingKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a key of " + secret.length + " bytes");
        }
        this.secret = new SecretKeySpec(secret, "AES");
        this.idBytes = Arrays.copyOf(sha256(secret), ID_BYTES);
    }

    /** The first eight bytes of the key's SHA-256 in hexadecimal digits: tells keys apart, and nothing of the key. */
    public String id() {
        return HexFormat.of().formatHex(idBytes);
    }

    byte[] idBytes() {
        return idBytes.clone();
    }

    boolean hasId(byte[] id) {
        return Arrays.equals(idBytes, id);
    }

    SecretKey secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "key " + id();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
