package io.hydrophone.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.core.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A text that is read as the file {@code h.yaml}. */
final class Reading {
    private final byte[] content;
    private final Path file;
    private final Map<String, String> environment;

    Reading(byte[] content, Path file, Map<String, String> environment) {
        this.content = content;
        this.file = file;
        this.environment = environment;
    }

    static Reading of(String text) {
        return new Reading(text.getBytes(StandardCharsets.UTF_8), Path.of("h.yaml"), Map.of());
    }

    Reading with(Map<String, String> variables) {
        return new Reading(content, file, variables);
    }

    Reading in(Path directory) {
        return new Reading(content, directory.resolve("h.yaml"), environment);
    }

    /** Asks for what is wanted and fails when anything is wrong. */
    void fine(Consumer<Section> questions) {
        ConfigurationFile read = ConfigurationFile.of(content, file, environment::get);
        questions.accept(read.root());
        read.finish();
    }

    /** Asks for what is wanted; all that is wrong, without the file's directory. */
    List<Problem> problems(Consumer<Section> questions) {
        List<Problem> problems = assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(() -> fine(questions))
                .actual()
                .problems();
        String directory = file.toString().substring(0, file.toString().length() - "h.yaml".length());
        return problems.stream()
                .map(problem -> new Problem(
                        problem.code(),
                        problem.message(),
                        problem.where().substring(directory.length()),
                        problem.action()))
                .toList();
    }

    /** The same as the lines {@code where code: message}. */
    List<String> told(Consumer<Section> questions) {
        return problems(questions).stream()
                .map(problem -> problem.where() + " " + problem.code() + ": " + problem.message())
                .toList();
    }
}
