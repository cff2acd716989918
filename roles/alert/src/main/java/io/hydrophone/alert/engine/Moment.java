package io.hydrophone.alert.engine;

import io.hydrophone.alert.condition.Aggregate;
import io.hydrophone.alert.condition.ExpressionCompiler;
import io.hydrophone.alert.condition.Facts;
import io.hydrophone.alert.rule.Rule;
import io.hydrophone.alert.series.Labels;
import io.hydrophone.alert.series.Point;
import io.hydrophone.alert.series.Selector;
import io.hydrophone.alert.series.Series;
import io.hydrophone.alert.series.SeriesStore;
import io.hydrophone.alert.series.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a rule knows at one time of the labels that it is run for. */
final class Moment implements Facts {
    private final SeriesStore store;
    private final Rule rule;
    private final Labels labels;
    private final Map<String, Double> variables;
    private final long now;
    private final long stale;

    Moment(
            SeriesStore store,
            Rule rule,
            Labels labels,
            Map<String, Double> variables,
            Instant now,
            Duration staleAfter) {
        this.store = store;
        this.rule = rule;
        this.labels = labels;
        this.variables = variables;
        this.now = SeriesStore.micros(now);
        this.stale = SeriesStore.micros(now.minus(staleAfter));
    }

    @Override
    public Object variable(String name) {
        return switch (name) {
            case ExpressionCompiler.VALUE -> {
                double value = rule.metric() == null ? Double.NaN : last(own());
                yield Double.isNaN(value) ? null : value;
            }
            case ExpressionCompiler.LABELS -> labels.values();
            default -> variables.get(name);
        };
    }

    @Override
    public double last(Selector selector) {
        double value = Double.NaN;
        boolean several = false;
        for (Series series : store.belonging(selector, labels)) {
            Point point = series.latest(stale, now);
            if (point != null) {
                several |= !Double.isNaN(value);
                value = point.value();
            }
        }
        return several ? Double.NaN : value;
    }

    @Override
    public boolean present(Selector selector) {
        return store.belonging(selector, labels).stream().anyMatch(series -> series.latest(stale, now) != null);
    }

    /** A series that has ended is left out; so is one without a point in the window. */
    @Override
    public double over(Aggregate function, Selector selector, Duration window) {
        long after = now - window.toNanos() / 1_000;
        List<Window> windows = new ArrayList<>();
        for (Series series : store.belonging(selector == null ? own() : selector, labels)) {
            if (series.latest(after, now) != null) {
                windows.add(series.window(after, now));
            }
        }
        return function.of(windows);
    }

    /** The very series that the rule is run for. */
    private Selector own() {
        return new Selector(rule.metric().metric(), labels);
    }
}
