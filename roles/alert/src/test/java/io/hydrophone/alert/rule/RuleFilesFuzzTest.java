package io.hydrophone.alert.rule;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.hydrophone.alert.engine.RuleEngine;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import java.nio.file.Path;
import java.time.Instant;

/** Whatever is in a file: rules that can be run, or what is wrong with them, each problem in its place. */
class RuleFilesFuzzTest {
    private static final String FILE = "fuzz.yaml";

    @FuzzTest
    void anyFile(@NotNull String content) {
        if (content.contains("file:")) {
            return; // it may name any file of this machine, which Jazzer takes for a finding
        }
        run(content);
    }

    /** Where most of a file's meaning is. */
    @FuzzTest
    void anyCondition(@NotNull String condition) {
        run("- name: a\n  metric: m\n  condition: '"
                + condition.replace("'", "''").replace("file:", "") + "'\n");
    }

    private static void run(String content) {
        try {
            new RuleEngine(RuleFiles.of(content, Path.of(FILE))).evaluate(Instant.EPOCH);
        } catch (ConfigurationProblems e) {
            e.problems().forEach(RuleFilesFuzzTest::check);
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
