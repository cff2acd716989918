package io.hydrophone.alert.engine;

import io.hydrophone.alert.rule.RuleSet;
import io.hydrophone.alert.series.SeriesStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules over series. The same samples and the same times give the same alerts: the time is given at each evaluation, and nothing
 * here looks at a clock. Not thread-safe.
 */
public final class RuleEngine {
    /** Labels that one rule is run for, at most. */
    public static final int MAX_LABEL_SETS = 10_000;

    private final List<RunningRule> rules;
    private final SeriesStore store;

    /** Of some rules, without any samples yet. */
    public RuleEngine(RuleSet set) {
        this(set, MAX_LABEL_SETS);
    }

    RuleEngine(RuleSet set, int maxLabelSets) {
        rules = set.rules().stream()
                .map(rule -> new RunningRule(rule, set.staleAfter(), maxLabelSets))
                .toList();
        store = new SeriesStore(set.metrics());
    }

    /** Where samples are put. */
    public SeriesStore store() {
        return store;
    }

    /**
     * Looks at all rules.
     *
     * @param now later than the time of the evaluation before
     * @return what is to be told, in the order of the rules and of their labels
     */
    public List<Notice> evaluate(Instant now) {
        store.forget(now);
        List<Notice> notices = new ArrayList<>();
        rules.forEach(rule -> notices.addAll(rule.evaluate(now, store)));
        return notices;
    }

    /** What is pending or firing, in the same order. */
    public List<Alert> alerts() {
        return rules.stream().flatMap(rule -> rule.alerts().stream()).toList();
    }

    public EngineFigures figures() {
        return new EngineFigures(
                store.size(),
                store.seriesRefused(),
                store.pointsRefused(),
                store.pointsDropped(),
                rules.stream().mapToInt(RunningRule::labelSets).sum(),
                rules.stream().mapToLong(RunningRule::refused).sum(),
                rules.stream().mapToInt(RunningRule::unknown).sum());
    }
}
