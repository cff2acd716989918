package io.hydrophone.upkeep.update;

import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.ReleaseFile;
import io.hydrophone.upkeep.release.Sha256;
import io.hydrophone.upkeep.release.SignedManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts a release together beside those that are there: files that the one in use has are copied, the others fetched. What an
 * interrupted run left is used again: whole files after their digest was compared, the beginning of one by asking for its
 * rest.
 */
final class Staging {
    private static final String PART = ".part";
    /** What must stay free on the disk beside the release. */
    private static final long SPARE_BYTES = 16L << 20;

    private static final int PORTION = 64 << 10;
    private static final int ATTEMPTS = 4;

    private final AgentHome home;
    private final ReleaseServer server;

    Staging(AgentHome home, ReleaseServer server) {
        this.home = home;
        this.server = server;
    }

    /**
     * Makes it whole.
     *
     * @return its directory, in {@code staging}
     * @throws ProblemException {@code release-not-fetched}, {@code disk-full}
     */
    Path stage(SignedManifest signed, Manifest manifest) {
        String name = manifest.directoryName();
        Path staged = home.staging().resolve(name);
        try {
            Files.createDirectories(home.staging());
            for (Path other : AgentHome.list(home.staging())) {
                if (!other.equals(staged)) {
                    AgentHome.delete(other);
                }
            }
            Path left = home.release(name);
            if (Files.isDirectory(left) && !Files.exists(staged)) {
                Files.move(
                        left, staged); // It was not tried yet, or was given up: what users did may have changed since.
            }
            Files.createDirectories(staged);
            expectRoom(staged, manifest);
            Map<String, Path> known = inUse();
            for (ReleaseFile file : manifest.files()) {
                put(file, staged.resolve(file.name()), known.get(file.sha256()), manifest.serial());
            }
            signed.write(staged);
            return staged;
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "release-not-fetched",
                            "release " + manifest.version() + " cannot be fetched whole (" + Reason.ofFile(e) + ")",
                            staged.toString(),
                            "what is there is kept, and the rest is asked for the next time"),
                    e);
        }
    }

    private void put(ReleaseFile file, Path target, Path known, long serial) throws IOException {
        if (isWhole(file, target)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + PART);
        if (known != null && isWhole(file, known)) {
            Files.copy(known, part, StandardCopyOption.REPLACE_EXISTING);
        }
        for (int attempt = 1; !isWhole(file, part); attempt++) {
            if (Files.exists(part) && Files.size(part) >= file.size()) {
                Files.delete(part); // Another content: not to be continued.
            }
            try {
                fetch(file, part, serial);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                continue;
            }
            if (attempt == ATTEMPTS && !isWhole(file, part)) {
                Files.delete(part);
                throw new IOException(file.name() + " comes with another content than was signed");
            }
        }
        permit(part, file.executable());
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Adds what is missing at the end, never more than the file's size. */
    private void fetch(ReleaseFile file, Path part, long serial) throws IOException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        if (file.size() == 0) {
            Files.write(part, new byte[0]);
            return;
        }
        byte[] portion = new byte[PORTION];
        try (InputStream in = server.file(serial, file.sha256(), there);
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long missing = file.size() - there;
            for (int read = in.read(portion); read >= 0; read = in.read(portion)) {
                if (read > missing) {
                    throw new IOException(file.name() + " comes with more bytes than were signed");
                }
                out.write(portion, 0, read);
                missing -= read;
            }
        }
    }

    private static boolean isWhole(ReleaseFile file, Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && Files.size(path) == file.size()
                && Sha256.of(path).equals(file.sha256());
    }

    private static void permit(Path file, boolean executable) throws IOException {
        if (OwnerOnly.isKnown()) {
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Files of the release in use, by their content. */
    private Map<String, Path> inUse() {
        Map<String, Path> known = new HashMap<>();
        Manifest manifest = home.manifest(home.currentName());
        if (manifest != null) {
            Path current = home.current();
            manifest.files().forEach(file -> known.put(file.sha256(), current.resolve(file.name())));
        }
        return known;
    }

    private static void expectRoom(Path staged, Manifest manifest) throws IOException {
        long there = 0;
        for (ReleaseFile file : manifest.files()) {
            Path path = staged.resolve(file.name());
            there += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
        }
        long needed = manifest.size() - there + SPARE_BYTES;
        long free = Files.getFileStore(staged).getUsableSpace();
        if (free < needed) {
            throw new ProblemException(
                    "disk-full",
                    "release " + manifest.version() + " needs " + (needed >> 20) + " MiB, and " + (free >> 20)
                            + " MiB are free",
                    staged.toString(),
                    "make room");
        }
    }
}
