package io.hydrophone.upkeep.server;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.SignedManifest;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The releases of a directory, {@code releases/NAME/}: a release appears when its signature does, and goes with it. Looked at
 * with each question, read when it changed.
 */
final class ReleaseStore {
    /** Of one directory; more are a mistake. */
    static final int MAX_RELEASES = 1_000;

    /**
     * A signature as it was read.
     *
     * @param published null when it is not accepted
     */
    private record Read(FileTime signed, PublishedRelease published) {}

    private final Path releases;
    private final TrustedKeys keys;
    private final Consumer<Problem> problems;
    private final Map<Path, Read> read = new HashMap<>();

    /**
     * Of a directory.
     *
     * @param keys null to offer what anyone signed, for the clients to judge
     * @param problems told once of each release that is not accepted
     */
    ReleaseStore(Path directory, TrustedKeys keys, Consumer<Problem> problems) {
        this.releases = directory.resolve("releases");
        this.keys = keys;
        this.problems = problems;
    }

    /** Newest first. */
    synchronized List<PublishedRelease> all() {
        List<Path> there = directories();
        read.keySet().retainAll(there);
        List<PublishedRelease> all = new ArrayList<>();
        for (Path directory : there) {
            PublishedRelease published = published(directory);
            if (published != null) {
                all.add(published);
            }
        }
        all.sort(Comparator.comparingLong(
                        (PublishedRelease one) -> one.manifest().serial())
                .reversed());
        return all;
    }

    /** The one signed last of a version, or null. */
    PublishedRelease ofVersion(String version) {
        return all().stream()
                .filter(one -> one.manifest().version().equals(version))
                .findFirst()
                .orElse(null);
    }

    /** Null when there is none. */
    PublishedRelease ofSerial(long serial) {
        return all().stream()
                .filter(one -> one.manifest().serial() == serial)
                .findFirst()
                .orElse(null);
    }

    private List<Path> directories() {
        if (!Files.isDirectory(releases)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(releases)) {
            return paths.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MAX_RELEASES)
                    .toList();
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "releases-not-read",
                            "cannot be read (" + Reason.ofFile(e) + ")",
                            releases.toString(),
                            "look at its rights"),
                    e);
        }
    }

    private PublishedRelease published(Path directory) {
        FileTime signed = signed(directory);
        Read before = read.get(directory);
        if (signed != null && (before == null || !before.signed().equals(signed))) {
            before = new Read(signed, accepted(directory));
            read.put(directory, before);
        }
        return signed == null ? null : before.published();
    }

    private static FileTime signed(Path directory) {
        try {
            return Files.getLastModifiedTime(
                    directory.resolve(SignedManifest.SIGNATURE_FILE), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null; // Not signed, so no release yet.
        }
    }

    private PublishedRelease accepted(Path directory) {
        try {
            SignedManifest signed = SignedManifest.read(directory);
            Manifest manifest = keys == null ? signed.unverified() : signed.verified(keys);
            return new PublishedRelease(directory, signed, manifest);
        } catch (ProblemException e) {
            problems.accept(new Problem(
                    e.problem().code(),
                    "a release is not offered: " + e.problem().message(),
                    directory.toString(),
                    e.problem().action()));
            return null;
        }
    }
}
