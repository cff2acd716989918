package io.hydrophone.upkeep.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;

class ManifestFuzzTest {
    /** Whatever is signed: it is refused, or names files that lie within a release. */
    @FuzzTest(maxDuration = "60s")
    void anyBytes(byte[] bytes) {
        Manifest manifest;
        try {
            manifest = ManifestJson.read(bytes);
        } catch (ProblemException e) {
            return;
        }
        Path root = Path.of("/release");
        for (ReleaseFile file : manifest.files()) {
            Path path = root.resolve(file.name());
            assertThat(path.normalize())
                    .isEqualTo(path)
                    .startsWith(root.resolve(file.set().label()));
        }
        assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
    }
}
