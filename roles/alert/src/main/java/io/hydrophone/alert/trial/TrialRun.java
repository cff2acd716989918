package io.hydrophone.alert.trial;

import io.hydrophone.alert.engine.Alert;
import io.hydrophone.alert.engine.AlertState;
import io.hydrophone.alert.engine.RuleEngine;
import io.hydrophone.alert.rule.RuleSet;
import io.hydrophone.alert.series.SeriesStore;
import io.hydrophone.alert.text.TimeSpan;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Plays a trial: values and evaluations in the order of their times, values first. */
final class TrialRun {
    private final Trial trial;
    private final RuleEngine engine;
    private int played;

    TrialRun(Trial trial, RuleSet rules) {
        this.trial = trial;
        this.engine = new RuleEngine(rules);
    }

    List<Failure> run() {
        List<Failure> failures = new ArrayList<>();
        List<Expectation> expectations = trial.expectations().stream()
                .sorted(Comparator.comparing(Expectation::at))
                .toList();
        Duration evaluated = null;
        for (Expectation expectation : expectations) {
            Duration next = evaluated == null ? Duration.ZERO : evaluated.plus(trial.evaluationInterval());
            while (next.compareTo(expectation.at()) <= 0) {
                play(next);
                engine.evaluate(trial.start().plus(next));
                evaluated = next;
                next = next.plus(trial.evaluationInterval());
            }
            List<String> difference = Difference.of(expectation.alerts(), firing(expectation.rule()));
            if (!difference.isEmpty()) {
                failures.add(new Failure(
                        trial.name(),
                        expectation.place(),
                        expectation.rule(),
                        TimeSpan.text(expectation.at()),
                        difference));
            }
        }
        return failures;
    }

    private List<Alert> firing(String rule) {
        return engine.alerts().stream()
                .filter(alert ->
                        alert.state() == AlertState.FIRING && alert.rule().equals(rule))
                .toList();
    }

    /** All steps up to a time. */
    private void play(Duration upTo) {
        for (; trial.interval().multipliedBy(played).compareTo(upTo) <= 0; played++) {
            Instant time = trial.start().plus(trial.interval().multipliedBy(played));
            long ts = SeriesStore.micros(time);
            for (InputSeries input : trial.series()) {
                if (played < input.steps().size()) {
                    play(input, ts);
                }
            }
        }
    }

    private void play(InputSeries input, long ts) {
        switch (input.steps().get(played)) {
            case ValuesNotation.Step.Value(double value) ->
                engine.store()
                        .add(new Sample(
                                input.series().metric(), tags(input), "", value, ts, input.kind(), trial.interval()));
            case ValuesNotation.Step.Stale() -> engine.store().end(input.series(), ts);
            case ValuesNotation.Step.Missing() -> {}
        }
    }

    private static Tags tags(InputSeries input) {
        return Tags.of(input.series().labels().values().entrySet().stream()
                .map(label -> Tags.text(label.getKey(), label.getValue()))
                .toList());
    }
}
