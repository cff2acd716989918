package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.ReleaseDirectory;
import io.hydrophone.upkeep.release.Sha256;
import io.hydrophone.upkeep.release.SignedManifest;
import io.hydrophone.upkeep.release.TarWriter;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent to each machine: a release as one file.
 *
 * @param file a tar archive, deleted when this is closed
 * @param sha256 of the file
 * @param size bytes
 */
public record ReleaseArchive(Path file, String sha256, long size, Manifest manifest) implements AutoCloseable {
    /**
     * Packs a signed release.
     *
     * @param keys one of which has to have signed it; null when nobody asks who did
     * @throws ProblemException {@code bad-signature}, {@code release-damaged} when a file is not what was signed, {@code
     *     release-not-read}
     */
    public static ReleaseArchive of(Path release, TrustedKeys keys) {
        SignedManifest signed = SignedManifest.read(release);
        Manifest manifest = keys == null ? signed.unverified() : signed.verified(keys);
        List<String> differences = new ReleaseDirectory(release).differences(manifest);
        if (!differences.isEmpty()) {
            throw new ProblemException(
                    "release-damaged",
                    differences.size() + " files differ from the manifest; " + differences.getFirst(),
                    release.toString(),
                    "sign it again if that is meant: hydrophone release sign");
        }
        try {
            Path file = Files.createTempFile("hydrophone-release", ".tar");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 << 10)) {
                TarWriter.write(release, signed, out);
            }
            return new ReleaseArchive(file, Sha256.of(file), Files.size(file), manifest);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("release-not-read", Reason.ofFile(e), release.toString(), "look at the disk"), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The system's own clearing of temporary files takes it.
        }
    }
}
