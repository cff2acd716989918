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

    private static void install(List<String> names) {
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))
                || !System.getProperty("user.name").equals("root")) {
            throw new IllegalStateException("the tests need the Debian packages " + String.join(" ", names)
                    + "; run: sudo apt-get install --no-install-recommends " + String.join(" ", names));
        }
        Tool apt = Tool.of("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3")
                .environment("DEBIAN_FRONTEND", "noninteractive")
                .limit(Duration.ofMinutes(15));
        Tool installation =
                apt.with("install", "--yes", "--no-install-recommends").with(names.toArray(String[]::new));
        if (installation.run().status() != 0) {
            // A machine whose package lists were never fetched, or are older than what the archive still holds.
            apt.with("update").output();
            installation.output();
        }
    }
}
