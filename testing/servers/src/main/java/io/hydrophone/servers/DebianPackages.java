package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Installs what a test needs from Debian, when it is not there. */
public final class DebianPackages {
    private static final Set<String> PRESENT = new HashSet<>();

    /** Held by who uses apt: its own locks make others wait for an installation, but not for the lists that are fetched first. */
    private static final String APT = "apt";

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private DebianPackages() {}

    /**
     * Sees to it that packages are installed. None of those that Hydrophone's tests name starts a service.
     *
     * @throws IllegalStateException when they are missing and cannot be installed, with the command to run
     */
    public static synchronized void require(String... names) {
        if (!missing(names).isEmpty()) {
            try (MachineLock _ = MachineLock.take(APT)) {
                List<String> missing = missing(names); // Another process may have installed them meanwhile.
                if (!missing.isEmpty()) {
                    install(missing);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        PRESENT.addAll(List.of(names));
    }

    private static List<String> missing(String... names) {
        return Stream.of(names)
                .filter(name -> !PRESENT.contains(name) && !isInstalled(name))
                .toList();
    }

    private static boolean isInstalled(String name) {
        return Files.isExecutable(Path.of("/usr/bin/dpkg-query"))
                && Tool.of("dpkg-query", "--show", "--showformat=${db:Status-Status}", name)
                        .run()
                        .output()
                        .equals("installed");
    }

    /** Fetches a package's archive into a directory, without installing it. */
    static synchronized void download(String name, Path directory) throws IOException {
        Tool download = Tool.of("sh", "-c", "cd \"$0\" && apt-get -qq -o Acquire::Retries=3 download \"$1\"")
                .with(directory.toString(), name);
        try (MachineLock _ = MachineLock.take(APT)) {
            if (download.run().status() != 0) {
                // A machine whose package lists were never fetched, or are older than what the archive still holds.
                Tool.of("apt-get", "-qq", "update").limit(PATIENCE).output();
                download.output();
            }
        }
    }

    private static void install(List<String> names) {
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))
                || !System.getProperty("user.name").equals("root")) {
            throw new IllegalStateException("the tests need the Debian packages " + String.join(" ", names)
                    + "; run: sudo apt-get install --no-install-recommends " + String.join(" ", names));
        }
        Tool apt = Tool.of("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3")
                .environment("DEBIAN_FRONTEND", "noninteractive")
                .limit(PATIENCE);
        Tool installation =
                apt.with("install", "--yes", "--no-install-recommends").with(names.toArray(String[]::new));
        if (installation.run().status() != 0) {
            // A machine whose package lists were never fetched, or are older than what the archive still holds.
            apt.with("update").output();
            installation.output();
        }
    }
}
