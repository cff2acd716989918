package io.hydrophone.alert.rule;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads rules from files: a list of rules, rules in groups, or both. */
public final class RuleFiles {
    /** More are no rules for people. */
    static final int MAX_RULES = 2_000;

    private static final String RULES = "rules";
    private static final int MOST_NAME = 200;

    private final List<Rule> rules = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** Where each rule is, by its name. */
    private final Map<String, String> places = new HashMap<>();

    private Duration staleAfter;

    private RuleFiles() {}

    /**
     * Reads files as one set of rules.
     *
     * @param environment the value of a variable, or null
     * @throws ConfigurationProblems with all that is wrong in any of them
     */
    public static RuleSet read(List<Path> files, UnaryOperator<String> environment) {
        RuleFiles read = new RuleFiles();
        for (Path file : files) {
            try {
                read.file(ConfigurationFile.read(file, environment, RULES), file);
            } catch (ConfigurationProblems e) {
                read.problems.addAll(e.problems());
            }
        }
        return read.set();
    }

    /**
     * The same of a text that the program itself has.
     *
     * @throws ConfigurationProblems when something is wrong with it
     */
    public static RuleSet of(String text, Path file) {
        RuleFiles read = new RuleFiles();
        read.file(ConfigurationFile.of(text, file, RULES), file);
        return read.set();
    }

    private RuleSet set() {
        if (!problems.isEmpty()) {
            throw new ConfigurationProblems(problems);
        }
        return new RuleSet(List.copyOf(rules), staleAfter == null ? RuleSet.STALE_AFTER : staleAfter);
    }

    private void file(ConfigurationFile file, Path name) {
        Section root = file.root();
        Duration stale = Keys.span(root, "stale_after", null, Duration.ofSeconds(1));
        if (stale != null && staleAfter != null && !stale.equals(staleAfter)) {
            root.refuse("stale_after", "two-ways", "another file has another one", "keep one of them");
        }
        staleAfter = stale == null ? staleAfter : stale;
        Templates templates = new Templates(root.section("templates"));
        root.sections(RULES).forEach(rule -> rule(rule, templates, Duration.ZERO, name));
        for (Section group : root.sections("groups")) {
            if (group.text("name", null) == null) {
                group.miss("name", "name the group");
            }
            Duration interval = Keys.span(group, "interval", Duration.ZERO, Duration.ofMillis(1));
            group.sections(RULES).forEach(rule -> rule(rule, templates, interval, name));
        }
        if (!root.has(RULES) && !root.has("groups")) {
            root.miss(RULES, "write a list of rules, or groups with rules");
        }
        file.finish();
    }

    private void rule(Section section, Templates templates, Duration interval, Path file) {
        String name = section.text("name", null);
        if (name == null) {
            section.miss("name", "name the rule");
        } else if (name.isBlank() || name.length() > MOST_NAME) {
            section.refuse("name", "bad-name", "a name has 1 to " + MOST_NAME + " characters", "");
        } else {
            String first = places.putIfAbsent(name, file + ":" + section.place());
            if (first != null) {
                section.refuse(
                        "name", "duplicate-rule", "there is a rule of this name already, " + first, "rename one");
            }
        }
        Rule rule = RuleReader.rule(new Layers(templates.of(section)), name == null ? "" : name, interval);
        if (rules.size() == MAX_RULES) {
            section.refuse("name", "too-many-rules", "there are more than " + MAX_RULES + " rules", "");
        } else if (rule != null) {
            rules.add(rule);
        }
    }
}
