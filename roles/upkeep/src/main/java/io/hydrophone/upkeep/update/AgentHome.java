package io.hydrophone.upkeep.update;

import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.SignedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an agent is installed:
 *
 * <pre>
 * releases/NAME/           program, checks and conf of a release, with its signed manifest
 * current                  a symbolic link to the one that is in use
 * staging/NAME/            one that is being fetched
 * update.json              what is under way, and what was done
 * </pre>
 *
 * A release is whole before it is in {@code releases}; the link is replaced by a rename, so that it always leads to one of them.
 */
public final class AgentHome {
    private static final String CURRENT = "current";

    private final Path root;

    public AgentHome(Path root) {
        this.root = root.toAbsolutePath();
    }

    public Path root() {
        return root;
    }

    Path releases() {
        return root.resolve("releases");
    }

    Path staging() {
        return root.resolve("staging");
    }

    Path stateFile() {
        return root.resolve("update.json");
    }

    /** What an operator asked of whoever watches the program. */
    Path requestFile() {
        return root.resolve("request");
    }

    /** Of the program that runs. */
    Path processFile() {
        return root.resolve("program.pid");
    }

    public Path release(String name) {
        return releases().resolve(name);
    }

    /** The name of the release in use, or null when there is none. */
    public String currentName() {
        Path link = root.resolve(CURRENT);
        try {
            return Files.isSymbolicLink(link)
                    ? Files.readSymbolicLink(link).getFileName().toString()
                    : null;
        } catch (IOException e) {
            return null; // As if it led nowhere.
        }
    }

    /** The directory of the release in use, or null. */
    public Path current() {
        String name = currentName();
        return name != null && Files.isDirectory(release(name)) ? release(name) : null;
    }

    /**
     * The manifest of an installed release. It was verified before it came here; what is on the own disk is trusted.
     *
     * @return null when there is none
     */
    public Manifest manifest(String name) {
        return name != null && Files.isRegularFile(release(name).resolve(SignedManifest.FILE))
                ? SignedManifest.read(release(name)).unverified()
                : null;
    }

    /** Makes another release the one in use; all or nothing, also when the machine loses power. */
    void switchTo(String name) throws IOException {
        Path next = root.resolve(CURRENT + ".next");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of("releases", name));
        Files.move(next, root.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        Durable.directory(root);
    }

    /** Deletes releases but those of some names, and what was fetched in vain. */
    void keepOnly(Set<String> names) throws IOException {
        for (Path release : list(releases())) {
            if (!names.contains(release.getFileName().toString())) {
                delete(release);
            }
        }
        for (Path staged : list(staging())) {
            delete(staged);
        }
    }

    static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        }
    }

    /** Deletes a file, a link, or a directory with all in it; links are not followed. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path inside : list(path)) {
                delete(inside);
            }
        }
        Files.deleteIfExists(path);
    }
}
