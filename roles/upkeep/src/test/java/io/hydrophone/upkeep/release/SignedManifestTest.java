package io.hydrophone.upkeep.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.Tool;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedManifestTest {
    @TempDir
    Path directory;

    private TestRelease releases;

    @BeforeEach
    void keys() throws Exception {
        releases = TestRelease.in(directory.resolve("server"));
    }

    @Test
    void whatWasSignedIsReadAgain() throws Exception {
        SignedManifest signed = releases.publish("1.0.0", Behaviour.GOOD);
        Manifest read = SignedManifest.read(releases.directory("1.0.0")).verified(releases.keys());
        assertThat(read).isEqualTo(signed.unverified());
        assertThat(read.files())
                .extracting(ReleaseFile::name)
                .containsExactly("program/bin/agent", "program/lib/data-1.0.0", "checks/disk.py", "conf/agent.yaml");
        assertThat(new ReleaseDirectory(releases.directory("1.0.0")).differences(read))
                .isEmpty();
    }

    @Test
    void anyChangedByteIsNoticed() throws Exception {
        SignedManifest signed = releases.publish("1.0.0", Behaviour.GOOD);
        byte[] bytes = signed.bytes();
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] changed = signed.bytes();
            changed[i] ^= 1;
            SignedManifest forged = SignedManifest.of(changed, signed.signature());
            assertThatThrownBy(() -> forged.verified(releases.keys()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("none of the trusted keys");
        }
    }

    @Test
    void anotherKeyIsNotTrustedUnlessItIsAmongThem() throws Exception {
        releases.publish("1.0.0", Behaviour.GOOD);
        Path other = SigningKey.make(directory.resolve("other.key"));
        SignedManifest signed = SignedManifest.read(releases.directory("1.0.0"));
        assertThatThrownBy(() -> signed.verified(TrustedKeys.read(other))).hasMessageContaining("trusted keys");
        Path both = Files.writeString(
                directory.resolve("both.pub"), Files.readString(other) + Files.readString(releases.publicKey()));
        assertThat(signed.verified(TrustedKeys.read(both)).version()).isEqualTo("1.0.0");
    }

    @Test
    void opensslFindsTheSignatureGood() throws Exception {
        SignedManifest signed = releases.publish("1.0.0", Behaviour.GOOD);
        Path signature =
                Files.write(directory.resolve("signature"), Base64.getDecoder().decode(signed.signature()));
        String said = Tool.of("openssl", "pkeyutl", "-verify", "-pubin", "-rawin")
                .with("-inkey", releases.publicKey().toString(), "-sigfile", signature.toString())
                .with(
                        "-in",
                        releases.directory("1.0.0").resolve("manifest.json").toString())
                .output();
        assertThat(said).contains("Verified Successfully");
    }

    @Test
    void whatWasChangedOnTheDiskIsTold() throws Exception {
        Manifest manifest = releases.publish("1.0.0", Behaviour.GOOD).unverified();
        Path release = releases.directory("1.0.0");
        Files.writeString(release.resolve("checks/disk.py"), "# other");
        Files.delete(release.resolve("conf/agent.yaml"));
        Files.writeString(release.resolve("program/more"), "");
        assertThat(new ReleaseDirectory(release).differences(manifest))
                .containsExactlyInAnyOrder(
                        "checks/disk.py: is not what was signed",
                        "conf/agent.yaml: is not there",
                        "program/more: is not in the manifest");
    }

    @Test
    void linksAreNoFilesOfARelease() throws Exception {
        Path release = releases.make("1.0.0", Behaviour.GOOD);
        Files.createSymbolicLink(release.resolve("conf/passwd"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> releases.sign("1.0.0")).hasMessageContaining("no regular file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../x",
                "..",
                ".",
                "a/.",
                "./a",
                "/etc/passwd",
                "a//b",
                "a/",
                "",
                "a\\b",
                "a b",
                "a;b",
                "$a",
                "a\nb",
                "ä",
                "a:b",
                "-/../x"
            })
    void namesThatLeadElsewhereAreRefused(String path) {
        assertThatThrownBy(() -> new ReleaseFile(FileSet.CONF, path, 1, "0".repeat(64), false))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aFileIsNoDirectoryAndThereOnce() {
        ReleaseFile start = new ReleaseFile(FileSet.PROGRAM, "a", 1, "0".repeat(64), true);
        ReleaseFile below = new ReleaseFile(FileSet.PROGRAM, "a/b", 1, "0".repeat(64), false);
        ReleaseFile upper = new ReleaseFile(FileSet.PROGRAM, "A", 1, "0".repeat(64), false);
        assertThatThrownBy(() -> new Manifest("1", 1, List.of("a"), List.of(start, below)))
                .hasMessageContaining("a file and a directory");
        assertThatThrownBy(() -> new Manifest("1", 1, List.of("a"), List.of(start, upper)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new Manifest("1", 1, List.of("b"), List.of(start)))
                .hasMessageContaining("no executable file");
    }

    @Test
    void aKeyIsItsOwnersAloneAndNotReplaced() throws Exception {
        Path key = directory.resolve("signing.key");
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        assertThatThrownBy(() -> SigningKey.make(key)).hasMessageContaining("there already");
        assertThatThrownBy(() -> SigningKey.read(releases.publicKey())).hasMessageContaining("holds no key");
    }
}
