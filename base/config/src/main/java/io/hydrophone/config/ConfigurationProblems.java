package io.hydrophone.config;

import io.hydrophone.core.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A file is not accepted; carries all that is wrong with it, in the file's order, at least one. */
public final class ConfigurationProblems extends RuntimeException {
    private final transient List<Problem> problems;

    /** At least one. */
    public ConfigurationProblems(List<Problem> problems) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
