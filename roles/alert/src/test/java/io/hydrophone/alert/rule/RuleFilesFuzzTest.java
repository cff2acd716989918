package io.hydrophone.alert.rule;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.alert.engine.RuleEngine;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Whatever is in a file: rules that can be run, or what is wrong with them, each problem in its place. */
class RuleFilesFuzzTest {
    private static final String FILE = "fuzz.yaml";

    @FuzzTest
    void anyFile(byte[] content) {
        run(new String(content, StandardCharsets.UTF_8));
    }

    /** Where most of a file's meaning is. */
    @FuzzTest
    void anyCondition(byte[] condition) {
        String text = new String(condition, StandardCharsets.UTF_8).replace("'", "''");
        run("- name: a\n  metric: m\n  condition: '" + text + "'\n  summary: '{{" + text + "}}'\n");
    }

    private static void run(String content) {
        if (content.contains("file:")) {
            return; // it may name any file of this machine, which Jazzer takes for a finding
        }
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
