package io.hydrophone.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whatever is in a file: what it says, or what is wrong with it, each problem in its place. */
class ConfigurationFuzzTest {
    private static final String FILE = "fuzz.yaml";

    @FuzzTest
    void anyFile(byte[] content) {
        if (new String(content, StandardCharsets.ISO_8859_1).contains("file:")) {
            return; // it may name any file of this machine, which Jazzer takes for a finding
        }
        try {
            ConfigurationFile file =
                    ConfigurationFile.of(content, Path.of(FILE), name -> name.length() > 3 ? name : null);
            Section root = file.root();
            root.integer("version", 1, 1, 1);
            Section probe = root.section("probe");
            probe.text("listen", "");
            probe.list("ports", port -> port, List.of());
            probe.duration("interval", Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
            probe.size("ring", 0, 0, 1 << 20);
            probe.flag("mask", true);
            probe.secret("key");
            file.finish();
        } catch (ConfigurationProblems e) {
            e.problems().forEach(ConfigurationFuzzTest::check);
        }
    }

    private static void check(Problem problem) {
        if (problem.message().isEmpty()
                || problem.message().chars().anyMatch(Character::isISOControl)
                || !problem.where().matches(FILE + "(:[1-9][0-9]*:[1-9][0-9]*)?")) {
            throw new AssertionError(problem);
        }
    }
}
