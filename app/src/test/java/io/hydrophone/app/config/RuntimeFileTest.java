package io.hydrophone.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.settings.GroupChange;
import io.hydrophone.probe.settings.SettingsChange;
import io.hydrophone.probe.settings.Stamp;
import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed while a probe ran goes before its file. */
class RuntimeFileTest {
    @TempDir
    private Path directory;

    private Configuration read(String text) throws IOException {
        return ConfigurationReader.read(Files.writeString(directory.resolve("h.yaml"), text), true);
    }

    private RuntimeFile runtime() {
        return RuntimeFile.beside(directory.resolve("h.yaml"));
    }

    @Test
    void whatIsKeptGoesBeforeTheFileAndIsShownAsSuch() throws IOException {
        String file = "version: 1\nprobe: {interval: 10s, slow_threshold: 1s, mask: false}\n";
        runtime().keep(asked(Duration.ofSeconds(2), null, null));
        runtime().keep(asked(Duration.ofSeconds(5), null, new SampleRatio(4)));
        Configuration read = read(file);
        assertThat(read.probe().report().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.probe().report().slowThreshold()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read.probe().report().mask()).isFalse();
        assertThat(read.probe().capture().sample()).isEqualTo(new SampleRatio(4));
        String shown = ConfigurationReader.text(read);
        assertThat(shown)
                .contains("  interval: 5s  # from h.runtime.yaml\n", "  sample: 1/4  # from h.runtime.yaml\n")
                .contains("  slow_threshold: 1s\n");
        Files.delete(directory.resolve("h.runtime.yaml"));
        assertThat(read(shown).probe().report().interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void itGoesBeforeMysqlProbesFileAndDefaultsToo() throws IOException {
        runtime().keep(asked(null, Duration.ofMillis(250), null));
        assertThat(read("slave: true\ninterval: 3\n").probe().report().slowThreshold())
                .isEqualTo(Duration.ofMillis(250));
        assertThat(read("version: 1\nwatcher: {user: u}\n").probe().report().slowThreshold())
                .isEqualTo(Duration.ofMillis(250));
        assertThat(read("slave: false\n").probe()).isNull();
    }

    @Test
    void aWrongOneIsRefusedAtItsPlace() throws IOException {
        Files.writeString(directory.resolve("h.runtime.yaml"), "version: 1\nprobe:\n  ports: 3306\n  interval: 1ms\n");
        assertThatThrownBy(() -> read("version: 1\nprobe:\n"))
                .isInstanceOfSatisfying(
                        ConfigurationProblems.class,
                        problems -> assertThat(problems.problems())
                                .extracting(problem -> problem.where())
                                .containsExactlyInAnyOrder(
                                        directory.resolve("h.runtime.yaml") + ":3:3",
                                        directory.resolve("h.runtime.yaml") + ":4:13"));
    }

    @Test
    void whatCannotBeKeptIsAProblem() {
        RuntimeFile nowhere = RuntimeFile.beside(directory.resolve("none/h.yaml"));
        assertThatThrownBy(() -> nowhere.keep(asked(null, Duration.ZERO, null)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("not-kept"));
    }

    private static GroupChange asked(Duration interval, Duration slowThreshold, SampleRatio sample) {
        return new GroupChange(
                new Stamp(1, "db7"), "127.0.0.1", true, new SettingsChange(interval, slowThreshold, sample));
    }
}
