package io.hydrophone.traffic.recording;

import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A key in a file: 32 bytes as 64 hexadecimal digits or in base64, for its owner alone. */
public final class KeyFile {
    private static final int MAX_FILE_BYTES = 4_096;
    private static final Set<PosixFilePermission> ALLOWED = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /**
     * Reads a key.
     *
     * @throws ProblemException when it is not there, holds no key, or others may read it
     */
    public static RecordingKey read(Path file) {
        try {
            requireOwnerOnly(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] text = in.readNBytes(MAX_FILE_BYTES);
                return new RecordingKey(decode(new String(text, StandardCharsets.US_ASCII).strip(), file));
            }
        } catch (IOException e) {
            Problem problem = new Problem(
                    "key-file-not-readable", "the key cannot be read (" + Reason.ofFile(e) + ")", file.toString(), "");
            throw new ProblemException(problem, e);
        }
    }

    /**
     * The user's own key, made when there is none: {@code $XDG_CONFIG_HOME/hydrophone/recording.key}, else below {@code ~/.config}.
     *
     * @throws ProblemException when it can be neither read nor made
     */
    public static RecordingKey ofUser() {
        return read(ensure(ofUser(System.getenv(), Path.of(System.getProperty("user.home")))));
    }

    /** The user's own key, unless there is none: for those who read. */
    public static Optional<RecordingKey> ofUserIfThere() {
        Path file = ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Where the user's own key is. */
    static Path ofUser(Map<String, String> environment, Path home) {
        String configured = environment.get("XDG_CONFIG_HOME");
        // The XDG specification: a relative path is to be ignored.
        Path base =
                configured == null || !Path.of(configured).isAbsolute() ? home.resolve(".config") : Path.of(configured);
        return base.resolve("hydrophone").resolve("recording.key");
    }

    /** Makes a key where there is none. Of several processes that do so at once, one makes it and all have that one. */
    static Path ensure(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return file;
        }
        try {
            OwnerOnly.createDirectories(file.getParent());
            Path whole = file.resolveSibling(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime());
            try {
                OwnerOnly.createFile(whole);
                Files.write(whole, newKey(), StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
                Files.createLink(file, whole); // Unlike a rename, it never replaces a key that is in use.
            } catch (FileAlreadyExistsException e) {
                return file;
            } finally {
                Files.deleteIfExists(whole);
            }
            return file;
        } catch (IOException e) {
            Problem problem = new Problem(
                    "key-file-not-writable",
                    "no key can be made for recordings (" + Reason.ofFile(e) + ")",
                    file.toString(),
                    "name a key with --key-file, or decline with --no-encrypt");
            throw new ProblemException(problem, e);
        }
    }

    private static byte[] newKey() {
        byte[] key = new byte[RecordingKey.BYTES];
        new SecureRandom().nextBytes(key);
        return (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!OwnerOnly.isKnown()) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!ALLOWED.containsAll(mode)) {
            throw new ProblemException(
                    "key-file-mode",
                    "the key is not its owner's alone (its mode is " + PosixFilePermissions.toString(mode) + ")",
                    file.toString(),
                    "chmod 600 " + file);
        }
    }

    private static byte[] decode(String text, Path file) {
        try {
            byte[] key = text.length() == 2 * RecordingKey.BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            if (key.length == RecordingKey.BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below; what it says itself would show a part of the key.
        }
        throw new ProblemException(
                "key-file-bad",
                "holds no key",
                file.toString(),
                "put 32 random bytes into it, as 64 hexadecimal digits or in base64: openssl rand -hex 32");
    }
}
