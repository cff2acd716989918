package io.hydrophone.upkeep.server;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.ReleaseFile;
import io.hydrophone.upkeep.release.SignedManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A release that is offered. Its files are reached by what the manifest names, never by what a client says. */
record PublishedRelease(Path directory, SignedManifest signed, Manifest manifest) {
    /** Null when the manifest has no file of this name. */
    ReleaseFile file(String name) {
        return manifest.files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Null when the manifest has no file of this content. */
    ReleaseFile fileOfContent(String sha256) {
        return manifest.files().stream()
                .filter(file -> file.sha256().equals(sha256))
                .findFirst()
                .orElse(null);
    }

    /**
     * Opens a file of the manifest, unless a symbolic link stands on the way to it.
     *
     * @throws ProblemException {@code file-not-served}
     */
    FileChannel open(ReleaseFile file) {
        Path path = path(file);
        try {
            return FileChannel.open(path, Set.<OpenOption>of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw notServed(file, "cannot be read (" + Reason.ofFile(e) + ")");
        }
    }

    /** Where a file is; no part of the way below the release's directory is a symbolic link. */
    Path path(ReleaseFile file) {
        Path path = directory;
        for (Path part : Path.of(file.name())) {
            path = path.resolve(part);
            if (Files.isSymbolicLink(path)) {
                throw notServed(file, "is, or lies behind, a symbolic link");
            }
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw notServed(file, "is not there");
        }
        return path;
    }

    private static ProblemException notServed(ReleaseFile file, String why) {
        return new ProblemException("file-not-served", "the file " + why, file.name(), "");
    }
}
