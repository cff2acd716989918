package io.hydrophone.app.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration that is written to a file and read from there. */
record Written(Path file, Map<String, String> environment) {
    static Written to(Path directory, String text) {
        try {
            return new Written(Files.writeString(directory.resolve("h.yaml"), text), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Written with(Map<String, String> variables) {
        return new Written(file, variables);
    }

    /** The file alone says where to serve. */
    Configuration read() {
        return ConfigurationReader.read(file, true, environment::get);
    }

    /** What is wrong with it, as lines {@code line:column code: message}. */
    List<String> told() {
        return problems().stream()
                .map(problem -> problem.where().substring(file.toString().length() + 1) + " " + problem.code() + ": "
                        + problem.message())
                .toList();
    }

    List<Problem> problems() {
        return assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(this::read)
                .actual()
                .problems();
    }
}
