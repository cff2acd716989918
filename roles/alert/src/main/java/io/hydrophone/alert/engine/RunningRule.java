package io.hydrophone.alert.engine;

import io.hydrophone.alert.condition.Truth;
import io.hydrophone.alert.condition.Verdict;
import io.hydrophone.alert.rule.Rule;
import io.hydrophone.alert.rule.WhenUnknown;
import io.hydrophone.alert.series.Labels;
import io.hydrophone.alert.series.Series;
import io.hydrophone.alert.series.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A rule with all that it watches. */
final class RunningRule {
    private final Rule rule;
    private final Duration staleAfter;
    private final int maxLabelSets;

    /** Those that are not quiet, by the labels that the rule is run for. */
    private final Map<Labels, Watch> watches = new LinkedHashMap<>();

    private Instant evaluated;
    private long refused;
    private int unknown;

    RunningRule(Rule rule, Duration staleAfter, int maxLabelSets) {
        this.rule = rule;
        this.staleAfter = staleAfter;
        this.maxLabelSets = maxLabelSets;
    }

    /** Runs it for all labels, if its time has come; what is to be told, by the labels of the alerts. */
    List<Notice> evaluate(Instant now, SeriesStore store) {
        if (evaluated != null && Duration.between(evaluated, now).compareTo(rule.interval()) < 0) {
            return List.of();
        }
        List<Notice> notices = new ArrayList<>();
        evaluated = now;
        unknown = 0;
        Map<String, Double> variables = rule.variables(now);
        int room = maxLabelSets - watches.size();
        for (Labels labels : labelSets(store, now)) {
            Watch watch = watches.get(labels);
            if (watch == null && --room < 0) {
                refused++;
                continue;
            }
            Moment moment = new Moment(store, rule, labels, variables, now, staleAfter);
            Notice notice = evaluate(labels, watch == null ? new Watch(rule, labels) : watch, moment, now);
            if (notice != null) {
                notices.add(notice);
            }
        }
        notices.sort(Comparator.comparing(notice -> notice.alert().labels()));
        return notices;
    }

    private Notice evaluate(Labels labels, Watch watch, Moment moment, Instant now) {
        Verdict condition = rule.condition().verdict(moment);
        boolean holds = condition.truth() == Truth.TRUE;
        boolean mayFireUnknown = rule.timing().whenUnknown() == WhenUnknown.FIRE && !watch.isFiring();
        if (holds || (mayFireUnknown && condition.truth() == Truth.UNKNOWN)) {
            watch.annotate(texts(moment));
        }
        Verdict verdict = watch.isFiring() && !holds && rule.recover() != null
                ? stillWrong(rule.recover().verdict(moment))
                : condition;
        Notice notice = watch.step(now, verdict);
        unknown += watch.isUnknown() ? 1 : 0;
        if (watch.isQuiet()) {
            watches.remove(labels);
        } else {
            watches.put(labels, watch);
        }
        return notice;
    }

    /** What says that an alert is over, as what says that it goes on. */
    private static Verdict stillWrong(Verdict recovered) {
        return switch (recovered.truth()) {
            case TRUE -> Verdict.FALSE;
            case FALSE -> Verdict.TRUE;
            case UNKNOWN -> recovered;
        };
    }

    private Map<String, String> texts(Moment moment) {
        Map<String, String> texts = new TreeMap<>();
        rule.annotations().forEach((name, template) -> texts.put(name, template.text(moment)));
        return texts;
    }

    /** Those of today, and those of yesterday of which something is still to be said. */
    private Collection<Labels> labelSets(SeriesStore store, Instant now) {
        Set<Labels> all = new LinkedHashSet<>(watches.keySet());
        long stale = SeriesStore.micros(now.minus(staleAfter));
        long at = SeriesStore.micros(now);
        if (rule.metric() != null) {
            for (Series series : store.named(rule.metric())) {
                if (series.latest(stale, at) != null) {
                    all.add(series.labels());
                }
            }
        } else if (rule.by().isEmpty()) {
            all.add(Labels.NONE);
        } else {
            rule.reads()
                    .forEach(read -> store.named(read.series()).forEach(series -> {
                        Labels labels = series.latest(stale, at) == null
                                ? null
                                : series.labels().only(rule.by());
                        if (labels != null) {
                            all.add(labels);
                        }
                    }));
        }
        return all;
    }

    /** What is pending or firing, by labels. */
    List<Alert> alerts() {
        return watches.values().stream()
                .map(Watch::alert)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Alert::labels))
                .toList();
    }

    int labelSets() {
        return watches.size();
    }

    long refused() {
        return refused;
    }

    int unknown() {
        return unknown;
    }
}
