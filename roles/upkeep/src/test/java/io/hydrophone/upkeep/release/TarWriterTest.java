package io.hydrophone.upkeep.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Tool;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
    @TempDir
    Path directory;

    @Test
    void tarUnpacksWhatWasSigned() throws Exception {
        TestRelease releases = TestRelease.in(directory.resolve("server"));
        Path release = releases.make("1.0.0", Behaviour.GOOD);
        String deep = "program/" + "directory-of-some-length/".repeat(5) + "file";
        TestRelease.write(release, deep, "x".repeat(513), false);
        TestRelease.write(release, "conf/empty", "", false);
        SignedManifest signed = releases.sign("1.0.0");
        Path archive = directory.resolve("release.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            TarWriter.write(release, signed, out);
        }
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        Tool.of("tar", "-xf", archive.toString(), "-C", unpacked.toString()).output();
        assertThat(deep.length()).isGreaterThan(100);
        assertThat(new ReleaseDirectory(unpacked).differences(signed.unverified()))
                .isEmpty();
        assertThat(SignedManifest.read(unpacked).verified(releases.keys())).isEqualTo(signed.unverified());
    }
}
