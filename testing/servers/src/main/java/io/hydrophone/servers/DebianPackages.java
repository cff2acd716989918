package io.hydrophone.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Installs what a test needs from Debian, when it is not there. */
public final class DebianPackages {
    private static final Set<String> PRESENT = new HashSet<>();

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private DebianPackages() {}

    /**
     * Sees to it that packages are installed. None of those that Hydrophone's tests name starts a service.
     *
     * @throws IllegalStateException when they are missing and cannot be installed, with the command to run
     */
    public static synchronized void require(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!PRESENT.contains(name) && !isInstalled(name)) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            install(missing);
        }
        PRESENT.addAll(List.of(names));
    }

    private static boolean isInstalled(String name) {
        return Files.isExecutable(Path.of("/usr/bin/dpkg-query"))
                && Tool.of("dpkg-query", "--show", "--showformat=${db:Status-Status}", name)
                        .run()
                        .output()
                        .equals("installed");
    }

    /** Fetches a package's archive into a directory, without installing it. */
    static void download(String name, Path directory) {
        Tool download = Tool.of("sh", "-c", "cd \"$0\" && apt-get -qq -o Acquire::Retries=3 download \"$1\"");
        if (download.with(directory.toString(), name).run().status() != 0) {
            // A machine whose package lists were never fetched, or are older than what the archive still holds.
            Tool.of("apt-get", "-qq", "update").limit(PATIENCE).output();
            download.with(directory.toString(), name).output();
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
