package io.hydrophone.probe.server;

import io.hydrophone.core.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What stands in the way, by what it concerns; each is told once, until it is over or another takes its place. */
final class Problems {
    private final Map<String, Problem> open = new LinkedHashMap<>();
    private final Consumer<Problem> told;

    Problems(Consumer<Problem> told) {
        this.told = told;
    }

    void set(String about, Problem problem) {
        Problem before = open.put(about, problem);
        if (before == null || !before.code().equals(problem.code())) {
            told.accept(problem);
        }
    }

    void over(String about) {
        open.remove(about);
    }

    List<Problem> open() {
        return List.copyOf(open.values());
    }
}
