package io.hydrophone.alert.trial;

import io.hydrophone.alert.rule.Rule;
import io.hydrophone.alert.rule.RuleFiles;
import io.hydrophone.alert.rule.RuleSet;
import io.hydrophone.alert.series.Labels;
import io.hydrophone.alert.series.Selector;
import io.hydrophone.alert.series.SeriesNotation;
import io.hydrophone.alert.text.TimeSpan;
import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SampleKind;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A file of trials of rules, in the form of promtool's unit tests. */
public final class TrialFile {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final int SOME = 20;

    /** Evaluations of one trial: a trial of a month a second each is a mistake. */
    private static final long MAX_EVALUATIONS = 200_000;

    private final RuleSet rules;
    private final List<Trial> trials;

    private TrialFile(RuleSet rules, List<Trial> trials) {
        this.rules = rules;
        this.trials = trials;
    }

    /**
     * Reads a file, and the rules that it names.
     *
     * @param environment the value of a variable, or null
     * @throws ConfigurationProblems with all that is wrong in any of them
     */
    public static TrialFile read(Path file, UnaryOperator<String> environment) {
        ConfigurationFile source = ConfigurationFile.read(file, environment);
        Section root = source.root();
        List<Path> ruleFiles = root.list("rule_files", root::path, List.of());
        if (ruleFiles.isEmpty()) {
            root.miss("rule_files", "name the files whose rules are tried");
        }
        List<Problem> problems = new ArrayList<>();
        RuleSet rules = null;
        try {
            rules = RuleFiles.read(ruleFiles, environment);
        } catch (ConfigurationProblems e) {
            problems.addAll(e.problems());
        }
        List<Trial> trials = trials(root, file.toString(), rules);
        try {
            source.finish();
        } catch (ConfigurationProblems e) {
            problems.addAll(e.problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationProblems(problems);
        }
        return new TrialFile(rules, trials);
    }

    /**
     * The same with other rules than those that it names.
     *
     * @throws ConfigurationProblems with all that is wrong with it
     */
    public static TrialFile of(String text, Path file, RuleSet rules) {
        ConfigurationFile source = ConfigurationFile.of(text, file);
        Section root = source.root();
        root.list("rule_files", name -> name, List.of());
        List<Trial> trials = trials(root, file.toString(), rules);
        source.finish();
        return new TrialFile(rules, trials);
    }

    private static String some(Set<String> names) {
        return names.stream().sorted().limit(SOME).collect(Collectors.joining(", "));
    }

    /** Plays all its trials. */
    public TrialResult run() {
        List<Failure> failures = new ArrayList<>();
        trials.forEach(trial -> failures.addAll(new TrialRun(trial, rules).run()));
        return new TrialResult(
                trials.size(),
                trials.stream().mapToInt(trial -> trial.expectations().size()).sum(),
                failures);
    }

    /**
     * Reads the trials.
     *
     * @param rules null while they are not known: then any name of a rule will do
     */
    private static List<Trial> trials(Section root, String file, RuleSet rules) {
        Set<String> names =
                rules == null ? null : rules.rules().stream().map(Rule::name).collect(Collectors.toSet());
        Duration evaluationInterval = span(root, "evaluation_interval", MINUTE, LEAST);
        if (!root.has("tests")) {
            root.miss("tests", "write a list of input_series with alert_rule_test");
        }
        List<Trial> trials = new ArrayList<>();
        for (Section section : root.sections("tests")) {
            List<Expectation> expectations = new ArrayList<>();
            for (Section expectation : section.sections("alert_rule_test")) {
                expectations.add(expectation(expectation, file, names, evaluationInterval));
            }
            if (expectations.isEmpty()) {
                section.miss("alert_rule_test", "say what should fire, and when");
            }
            List<InputSeries> series = new ArrayList<>();
            section.sections("input_series").forEach(one -> series.add(series(one)));
            trials.add(new Trial(
                    section.text("name", ""),
                    section.parsed("start_timestamp", TrialFile::instant, Instant.EPOCH),
                    span(section, "interval", evaluationInterval, LEAST),
                    evaluationInterval,
                    series,
                    expectations));
        }
        return trials;
    }

    private static Expectation expectation(
            Section section, String file, Set<String> names, Duration evaluationInterval) {
        Duration at = span(section, "eval_time", Duration.ZERO, Duration.ZERO);
        if (!section.has("eval_time")) {
            section.miss("eval_time", "say when, such as 5m");
        }
        if (at.dividedBy(evaluationInterval) > MAX_EVALUATIONS) {
            section.refuse(
                    "eval_time",
                    "out-of-range",
                    "up to then there are more than " + MAX_EVALUATIONS + " evaluations",
                    "evaluate less often, or end sooner");
        }
        String rule = section.text("alertname", "");
        if (!section.has("alertname")) {
            section.miss("alertname", "name a rule");
        } else if (names != null && !names.contains(rule)) {
            // a misspelt rule never fires, and whoever expects nothing would be content
            section.refuse("alertname", "no-rule", "no rule has the name '" + rule + "'", "there are: " + some(names));
        }
        List<ExpectedAlert> alerts = new ArrayList<>();
        for (Section alert : section.sections("exp_alerts")) {
            Map<String, String> annotations = alert.has("exp_annotations") ? texts(alert, "exp_annotations") : null;
            Integer notifications = alert.has("exp_notifications")
                    ? Integer.valueOf(alert.integer("exp_notifications", 1, 1, Integer.MAX_VALUE))
                    : null;
            alerts.add(new ExpectedAlert(Labels.of(texts(alert, "exp_labels")), annotations, notifications));
        }
        return new Expectation(file + ":" + section.place(), at, rule, alerts);
    }

    private static Map<String, String> texts(Section section, String key) {
        Section values = section.section(key);
        Map<String, String> texts = new TreeMap<>();
        values.keys().forEach(name -> texts.put(name, values.text(name, "")));
        return texts;
    }

    private static InputSeries series(Section section) {
        Selector series = section.parsed(
                "series",
                text -> {
                    try {
                        return SeriesNotation.parse(text);
                    } catch (SeriesNotation.Malformed e) {
                        throw refused(
                                "bad-series",
                                e.getMessage() + ", at character " + (e.offset() + 1),
                                "write METRIC{label=\"value\"}");
                    }
                },
                new Selector("_", Labels.NONE));
        if (!section.has("series")) {
            section.miss("series", "write METRIC{label=\"value\"}");
        }
        if (!section.has("values")) {
            section.miss("values", "write such as 0+10x5");
        }
        SampleKind kind = section.choice("kind", SampleKind.values(), SampleKind::label, SampleKind.TOTAL);
        return new InputSeries(series, kind, steps(section));
    }

    private static List<ValuesNotation.Step> steps(Section section) {
        String text = section.text("values", "");
        try {
            return ValuesNotation.parse(text);
        } catch (ValuesNotation.Malformed e) {
            section.refusePart(
                    "values",
                    e.offset(),
                    "bad-values",
                    e.getMessage(),
                    "write numbers, a+bxN, a-bxN, axN, _ or _xN for none, or stale");
            return List.of();
        }
    }

    private static Duration span(Section section, String key, Duration otherwise, Duration least) {
        return section.parsed(
                key,
                text -> {
                    Duration span = TimeSpan.parse(text);
                    if (span == null || span.compareTo(least) < 0 || span.compareTo(LONGEST) > 0) {
                        throw refused("bad-duration", text + " is no time here", "give up to 30d: 15s, 1m, 1h30m");
                    }
                    return span;
                },
                otherwise);
    }

    private static Instant instant(String text) {
        try {
            return text.matches("[0-9]{1,10}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw refused("bad-time", text + " is no time", "write 2026-01-05T08:00:00Z, or seconds since 1970");
        }
    }

    private static ProblemException refused(String code, String message, String action) {
        return new ProblemException(code, message, "", action);
    }
}
