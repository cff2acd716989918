package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where servers live while they run, and where unpacked ones are kept. */
final class Directories {
    private Directories() {}

    /** The user's cache: {@code $XDG_CACHE_HOME/hydrophone}, else {@code ~/.cache/hydrophone}. */
    static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("hydrophone");
    }

    /** Copies a directory with all that is in it; the other one must not be there. */
    static void copy(Path directory, Path other) throws IOException {
        List<Path> deepestLast;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestLast = paths.toList();
        }
        for (Path path : deepestLast) {
            Files.copy(path, other.resolve(directory.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Deletes a directory with all that is in it when the JVM ends. */
    static void deleteAtExit(Path directory) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                delete(directory);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        "end of " + directory));
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
