package io.hydrophone.upkeep.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 hexadecimal digits. */
public final class Sha256 {
    private static final int PORTION = 64 << 10;

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** What was digested, and the digest begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        update(digest, file);
        return hex(digest);
    }

    /** Adds a file's content to a digest of any kind. */
    public static void update(MessageDigest digest, Path file) throws IOException {
        byte[] portion = new byte[PORTION];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(portion); read >= 0; read = in.read(portion)) {
                digest.update(portion, 0, read);
            }
        }
    }
}
