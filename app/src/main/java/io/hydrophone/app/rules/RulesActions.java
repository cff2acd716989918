package io.hydrophone.app.rules;

import io.hydrophone.alert.rule.DefaultRules;
import io.hydrophone.alert.rule.RuleFiles;
import io.hydrophone.alert.trial.Failure;
import io.hydrophone.alert.trial.TrialFile;
import io.hydrophone.alert.trial.TrialResult;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code hydrophone rules} does. Apart from the command, so that showing help loads nothing of all this. */
public final class RulesActions {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    /** Results go to the one, problems to the other; as JSON all goes to the first. */
    public RulesActions(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** Tells what is wrong in rule files, which are read as one set. */
    public int check(List<Path> files) {
        List<Problem> problems = new ArrayList<>();
        int rules = 0;
        try {
            rules = RuleFiles.read(given(files), System::getenv).rules().size();
        } catch (ConfigurationProblems e) {
            problems.addAll(e.problems());
        }
        if (json) {
            RulesJson.check(out, rules, problems);
        } else if (problems.isEmpty()) {
            out.println("fine: " + count(rules, "rule"));
        }
        return told(problems) ? 2 : 0;
    }

    /** Plays files of tests. */
    public int test(List<Path> files) {
        List<Problem> problems = new ArrayList<>();
        Map<Path, TrialResult> results = new LinkedHashMap<>();
        try {
            for (Path file : given(files)) {
                try {
                    results.put(file, TrialFile.read(file, System::getenv).run());
                } catch (ConfigurationProblems e) {
                    problems.addAll(e.problems());
                }
            }
        } catch (ConfigurationProblems e) {
            problems.addAll(e.problems());
        }
        boolean failed =
                results.values().stream().anyMatch(result -> !result.failures().isEmpty());
        if (json) {
            RulesJson.test(out, results, problems);
        } else {
            results.forEach(this::print);
        }
        if (told(problems)) {
            return 2;
        }
        return failed ? 1 : 0;
    }

    /** Prints the rules that come with the program, as a file. */
    public int printDefault() {
        out.print(DefaultRules.text());
        return 0;
    }

    private void print(Path file, TrialResult result) {
        for (Failure failure : result.failures()) {
            out.println(failure.place() + ": " + failure.rule() + " at " + failure.at()
                    + (failure.trial().isEmpty() ? "" : ", " + failure.trial()));
            failure.difference().forEach(line -> out.println("  " + line));
        }
        int failed = result.failures().size();
        out.println(file + ": " + count(result.trials(), "test") + ", " + count(result.expectations(), "expectation")
                + (failed == 0 ? ", all met" : ", " + failed + " not met (- expected, + found)"));
    }

    /** Whether there are any; in JSON they are told already. */
    private boolean told(List<Problem> problems) {
        if (!json) {
            problems.forEach(problem -> err.println("hydrophone: " + problem.text()));
        }
        return !problems.isEmpty();
    }

    private static List<Path> given(List<Path> files) {
        if (files == null || files.isEmpty()) {
            throw new ConfigurationProblems(
                    List.of(new Problem("no-file", "no file is given", "", "see: hydrophone rules --help")));
        }
        return files;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
