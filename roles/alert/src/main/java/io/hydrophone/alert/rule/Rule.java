package io.hydrophone.alert.rule;

import io.hydrophone.alert.condition.Expression;
import io.hydrophone.alert.condition.Read;
import io.hydrophone.alert.condition.Template;
import io.hydrophone.alert.series.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to watch, and what to say of it.
 *
 * @param name of its own among all rules
 * @param interval between two evaluations; zero for whenever all are evaluated
 * @param metric whose series it is run for, each by itself; null for a rule that names what it reads
 * @param by without a metric: the labels for each combination of which it is run
 * @param recover null where an alert ends as soon as the condition does not hold
 * @param labels of its alerts, severity included
 * @param reason why there is this rule, for people; may be empty
 */
public record Rule(
        String name,
        Duration interval,
        Selector metric,
        List<String> by,
        Expression condition,
        Expression recover,
        Timing timing,
        Reminders reminders,
        Map<String, String> labels,
        Map<String, Template> annotations,
        Map<String, Double> variables,
        List<TimeOfDay> times,
        String reason) {

    /** Its variables at a time: those of the first hours that fit over those of always. */
    public Map<String, Double> variables(Instant time) {
        for (TimeOfDay hours : times) {
            if (hours.includes(time)) {
                Map<String, Double> then = new HashMap<>(variables);
                then.putAll(hours.variables());
                return then;
            }
        }
        return variables;
    }

    /** All that its expressions ask for; its own metric's newest value has its name. */
    public Set<Read> reads() {
        Set<Read> reads = new LinkedHashSet<>();
        if (metric != null) {
            reads.add(new Read(metric, Duration.ZERO));
        }
        condition.reads().forEach(read -> reads.add(named(read)));
        if (recover != null) {
            recover.reads().forEach(read -> reads.add(named(read)));
        }
        annotations.values().forEach(text -> text.reads().forEach(read -> reads.add(named(read))));
        return reads;
    }

    private Read named(Read read) {
        return read.series() == null ? new Read(metric, read.window()) : read;
    }
}
