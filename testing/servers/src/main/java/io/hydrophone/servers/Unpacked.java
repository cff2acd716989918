package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * Directories of the user's cache that are filled once and then shared by all runs. A lock keeps two processes from filling
 * the same one; a rename makes it appear when it is whole, so that one that was cut off is never used.
 */
final class Unpacked {
    private Unpacked() {}

    /** Fills a new, empty directory. */
    @FunctionalInterface
    interface Filling {
        void fill(Path directory) throws IOException;
    }

    /** The directory of that name, filled first if it is not there. */
    static synchronized Path directory(String name, Filling filling) {
        Path whole = Directories.cache().resolve(name);
        try {
            try (MachineLock _ = MachineLock.take(name)) {
                if (!Files.isDirectory(whole)) {
                    Path partial = whole.resolveSibling(name + ".partial");
                    Directories.delete(partial);
                    Files.createDirectories(partial);
                    filling.fill(partial);
                    Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " into " + whole, e);
        }
    }

    /** What Debian's packages hold, without their being installed: some would start services. */
    static Path packages(String name, String... packages) {
        return directory(name, directory -> {
            for (String each : packages) {
                DebianPackages.download(each, directory);
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Tool.of("dpkg", "--extract", file.toString(), directory.toString())
                            .output();
                    Files.delete(file);
                }
            }
        });
    }
}
