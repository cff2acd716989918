package io.hydrophone.alert.rule;

import io.hydrophone.alert.condition.Read;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that are evaluated together.
 *
 * @param staleAfter how old a series' newest point may be and still be its value
 */
public record RuleSet(List<Rule> rules, Duration staleAfter) {
    /** As Prometheus has it. */
    public static final Duration STALE_AFTER = Duration.ofMinutes(5);

    /** How far back each metric is asked for. */
    public Map<String, Duration> metrics() {
        Map<String, Duration> metrics = new HashMap<>();
        for (Rule rule : rules) {
            for (Read read : rule.reads()) {
                Duration back = read.window().compareTo(staleAfter) > 0 ? read.window() : staleAfter;
                metrics.merge(read.series().metric(), back, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        return metrics;
    }
}
