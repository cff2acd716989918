package io.hydrophone.upkeep;

import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.ReleaseDirectory;
import io.hydrophone.upkeep.release.SignedManifest;
import io.hydrophone.upkeep.release.SigningKey;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Releases of {@link TestAgent}, in the directory of an update server, and the keys that sign them. */
public final class TestRelease {
    private static final AtomicLong SERIAL = new AtomicLong(1_795_000_000_000_000L);

    private final Path server;
    private final Path key;

    private TestRelease(Path server, Path key) {
        this.server = server;
        this.key = key;
    }

    /** Makes a key pair beside the server's directory. */
    public static TestRelease in(Path server) throws IOException {
        Files.createDirectories(server.resolve("releases"));
        Path key = server.resolveSibling("signing.key");
        SigningKey.make(key);
        return new TestRelease(server, key);
    }

    public Path publicKey() {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    public TrustedKeys keys() {
        return TrustedKeys.read(publicKey());
    }

    public Path directory(String version) {
        return server.resolve("releases").resolve(version);
    }

    /** A release whose program behaves in a way; not signed yet. */
    public Path make(String version, TestAgent.Behaviour behaviour) throws IOException {
        Path release = directory(version);
        write(
                release,
                "program/bin/agent",
                """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx32m -cp '%s' %s \
                "$HYDROPHONE_HOME" %s %s
                """.formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                TestAgent.classPath(),
                                TestAgent.class.getName(),
                                version,
                                behaviour),
                true);
        write(release, "program/lib/data-" + version, "data of " + version + "\n".repeat(2_000), false);
        write(release, "checks/disk.py", "# checks disks, " + version + "\n", false);
        write(release, "conf/agent.yaml", "interval: 15s # " + version + "\n", false);
        return release;
    }

    /** Adds a file to a release, or changes it. */
    public static void write(Path release, String name, String content, boolean executable) throws IOException {
        Path file = release.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        if (!file.toFile().setExecutable(executable)) {
            throw new IOException("cannot change the mode of " + file);
        }
    }

    /** Signs what is in a release's directory; each is newer than the one before. */
    public SignedManifest sign(String version) throws IOException {
        return sign(version, SERIAL.incrementAndGet());
    }

    public SignedManifest sign(String version, long serial) throws IOException {
        Path release = directory(version);
        Manifest manifest = new ReleaseDirectory(release).manifest(version, serial, List.of("bin/agent"));
        SignedManifest signed = SignedManifest.sign(manifest, SigningKey.read(key));
        signed.write(release);
        return signed;
    }

    /** Both. */
    public SignedManifest publish(String version, TestAgent.Behaviour behaviour) throws IOException {
        make(version, behaviour);
        return sign(version);
    }
}
