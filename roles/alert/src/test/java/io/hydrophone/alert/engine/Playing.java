package io.hydrophone.alert.engine;

import io.hydrophone.alert.rule.RuleFiles;
import io.hydrophone.alert.series.Labels;
import io.hydrophone.alert.series.Selector;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An engine with a clock in hand: one evaluation every ten seconds. */
final class Playing {
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final Duration STEP = Duration.ofSeconds(10);

    final RuleEngine engine;
    private Instant now = START;

    /** What was told, a line each: seconds since the start, what, and labels that are no rule's. */
    final List<String> told = new ArrayList<>();

    Playing(String rules) {
        this(rules, RuleEngine.MAX_LABEL_SETS);
    }

    Playing(String rules, int maxLabelSets) {
        engine = new RuleEngine(RuleFiles.of(rules, Path.of("rules.yaml")), maxLabelSets);
    }

    Playing at(Instant time) {
        now = time;
        return this;
    }

    void sample(String metric, double value, String... tags) {
        engine.store().add(Sample.gauge(metric, value, Tags.of(tags), micros()));
    }

    void check(String name, ServiceCheck.Status status, String... tags) {
        engine.store().add(new ServiceCheck(name, status, Tags.of(tags), "", micros(), ""));
    }

    private long micros() {
        return now.toEpochMilli() * 1_000;
    }

    void evaluate() {
        for (Notice notice : engine.evaluate(now)) {
            told.add(Duration.between(START, now).toSeconds() + " " + notice.kind()
                    + (notice.alert().remark().isEmpty()
                            ? ""
                            : " (" + notice.alert().remark() + ")"));
        }
        now = now.plus(STEP);
    }

    /** Plays one series: a step for each letter. T and F hold and do not hold {@code value > 5}, a digit is itself, u is nothing. */
    Playing play(String steps) {
        for (int i = 0; i < steps.length(); i++) {
            char step = steps.charAt(i);
            if (step == 'u') {
                engine.store().end(new Selector("m", Labels.NONE), micros());
            } else {
                sample("m", step == 'T' ? 9 : step == 'F' ? 0 : step - '0');
            }
            evaluate();
        }
        return this;
    }

    List<String> states() {
        return engine.alerts().stream()
                .map(alert -> alert.state() + " " + alert.labels())
                .toList();
    }
}
