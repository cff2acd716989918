package io.hydrophone.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDirectoryTest {
    @TempDir
    private Path directory;

    private record Sea(String name, boolean isUsual) implements CheckKind {
        @Override
        public Check read(Section init, Section instance) {
            double depth = instance.integer("depth", init.integer("depth", 1, 0, 100), 0, 100);
            return out -> out.gauge("depth", depth);
        }
    }

    private final CheckDirectory kinds = new CheckDirectory(List.of(new Sea("north", false), new Sea("south", true)));

    @Test
    void eachInstanceIsACheck() throws Exception {
        write("north.yaml", """
                init_config:
                  depth: 7
                instances:
                - tags: [a:b]
                  min_collection_interval: 60
                - name: other
                  depth: 9
                """);
        List<ConfiguredCheck> read = read();
        assertThat(read)
                .extracting(ConfiguredCheck::settings)
                .containsExactly(
                        new CheckSettings(
                                "north", "1", Tags.of("a:b"), Duration.ofSeconds(60), Duration.ofSeconds(30), 10_000),
                        new CheckSettings(
                                "north", "other", Tags.NONE, Duration.ofSeconds(15), Duration.ofSeconds(15), 10_000),
                        new CheckSettings(
                                "south", "1", Tags.NONE, Duration.ofSeconds(15), Duration.ofSeconds(15), 10_000));
    }

    @Test
    void withoutADirectoryTheUsualChecksRun() {
        assertThat(new CheckDirectory(List.of(new Sea("north", false), new Sea("south", true)))
                        .read(directory.resolve("none"), name -> null))
                .extracting(check -> check.settings().kind())
                .containsExactly("south");
    }

    @Test
    void aFileOfDefaultsGivesWayToTheUsers() throws Exception {
        write("south.yaml.default", "instances:\n- depth: 1\n- depth: 2\n");
        assertThat(read()).hasSize(2);
        write("south.yaml", "instances:\n");
        assertThat(read()).isEmpty();
        write("north.yaml.example", "instances:\n- depth: 5\n");
        assertThat(read()).isEmpty();
    }

    @Test
    void allThatIsWrongInAnyFileIsToldAtOnce() throws Exception {
        write("north.yaml", "instances:\n- dept: 7\n- depth: 700\n");
        write("baltic.yaml", "instances:\n");
        List<Problem> problems = assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(this::read)
                .actual()
                .problems();
        assertThat(problems)
                .extracting(problem ->
                        problem.where().substring(directory.toString().length() + 1) + " " + problem.code())
                .containsExactly(
                        "baltic.yaml unknown-check", "north.yaml:2:3 unknown-key", "north.yaml:3:10 out-of-range");
        assertThat(problems.getFirst().action()).isEqualTo("known are: north, south");
    }

    private List<ConfiguredCheck> read() {
        return kinds.read(directory, name -> null);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }
}
