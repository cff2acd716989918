package io.hydrophone.alert.rule;

import io.hydrophone.alert.condition.Expression;
import io.hydrophone.alert.condition.ExpressionCompiler;
import io.hydrophone.alert.condition.ExpressionProblem;
import io.hydrophone.alert.condition.Template;
import io.hydrophone.alert.series.Selector;
import io.hydrophone.alert.series.SeriesNotation;
import io.hydrophone.config.Section;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One rule of a file, with what it inherits. A template is read the same way, so that what is wrong with it is told even where
 * nobody uses it; only its expressions wait for a rule, whose variables they may need.
 */
final class RuleReader {
    private static final Duration UNKNOWN_AFTER = Duration.ofMinutes(5);
    private static final int MOST_NOTIFICATIONS = 1_000_000;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String BAD_EXPRESSION = "bad-expression";

    /** Labels that come of other keys. */
    private static final Map<String, String> OWN_LABELS = Map.of(
            "alertname",
            "that is the rule's name",
            "severity",
            "write severity: beside labels",
            "sla",
            "write sla: P1");

    private static final String[] KEYS = {
        "metric",
        "by",
        "condition",
        "recover",
        "for",
        "duration",
        "keep_firing_for",
        "unknown_after",
        "on_unknown",
        "severity",
        "sla",
        "labels",
        "summary",
        "annotations",
        "variables",
        "when",
        "repeat_every",
        "max_notifications",
        "extends",
        "reason"
    };

    private final Layers layers;

    private RuleReader(Layers layers) {
        this.layers = layers;
        layers.own().know(KEYS); // some are read of what they are inherited from, and some not always
    }

    /** A rule; null when something is wrong that leaves nothing to compile. */
    static Rule rule(Layers layers, String name, Duration interval) {
        return new RuleReader(layers).rule(name, interval);
    }

    /** Tells what is wrong with a template. */
    static void template(Layers layers) {
        RuleReader reader = new RuleReader(layers);
        reader.metric();
        reader.by();
        reader.timing();
        reader.reminders();
        reader.labels();
        reader.times(reader.variables());
        reader.text("condition");
        reader.text("recover");
        reader.text("reason");
        reader.annotationTexts();
    }

    private Rule rule(String name, Duration interval) {
        Selector metric = metric();
        List<String> by = by();
        Timing timing = timing();
        Reminders reminders = reminders();
        Map<String, String> labels = labels();
        Map<String, Double> variables = variables();
        List<TimeOfDay> times = times(variables);
        String reason = text("reason");
        boolean hasMetric = layers.has("metric");
        if (hasMetric && layers.has("by")) {
            layers.of("by")
                    .refuse("by", "two-ways", "a rule with a metric is run for each of its series", "remove one");
        }
        ExpressionCompiler compiler = ExpressionCompiler.of(hasMetric, variables.keySet());
        Expression condition = null;
        if (layers.has("condition")) {
            condition = expression("condition", compiler);
        } else {
            layers.own().miss("condition", "write one, such as: value > 85");
        }
        Expression recover = layers.has("recover") ? expression("recover", compiler) : null;
        Map<String, Template> annotations = annotations(compiler);
        if (condition == null || (hasMetric && metric == null)) {
            return null;
        }
        if (hasMetric ? condition.isConstant() : condition.reads().isEmpty()) {
            layers.of("condition")
                    .refuse(
                            "condition",
                            "reads-nothing",
                            "this reads no metric, so it is always the same",
                            hasMetric ? "compare value" : "give the rule a metric, or name one: last(\"METRIC\")");
            return null;
        }
        return new Rule(
                name,
                interval,
                metric,
                by,
                condition,
                recover,
                timing,
                reminders,
                labels,
                annotations,
                variables,
                times,
                reason == null ? "" : reason);
    }

    private Selector metric() {
        return layers.read(
                "metric",
                (section, key) -> section.parsed(
                        key,
                        text -> {
                            try {
                                return SeriesNotation.parse(text);
                            } catch (SeriesNotation.Malformed e) {
                                throw Keys.refused(
                                        "bad-metric",
                                        e.getMessage() + ", at character " + (e.offset() + 1),
                                        "write a name such as system.cpu.user, or NAME{label='value'}");
                            }
                        },
                        null));
    }

    private List<String> by() {
        return layers.read("by", (section, key) -> section.list(key, RuleReader::label, List.of()));
    }

    private Timing timing() {
        if (layers.has("for") && layers.has("duration") && layers.of("for") == layers.of("duration")) {
            layers.of("duration")
                    .refuse("duration", "two-ways", "duration is another word for for", "keep one of them");
        }
        // of an inherited one and the rule's own, whatever they are called, the own one counts
        String hold = layers.own().has("duration") || !layers.has("for") ? "duration" : "for";
        return new Timing(
                span(hold, Duration.ZERO),
                span("keep_firing_for", Duration.ZERO),
                span("unknown_after", UNKNOWN_AFTER),
                layers.read(
                        "on_unknown",
                        (section, key) ->
                                section.choice(key, WhenUnknown.values(), WhenUnknown::label, WhenUnknown.RESOLVE)));
    }

    private Reminders reminders() {
        return new Reminders(
                layers.read("repeat_every", (section, key) -> Keys.span(section, key, null, Duration.ofSeconds(1))),
                layers.read(
                        "max_notifications",
                        (section, key) -> layers.has(key)
                                ? section.integer(key, 1, 1, MOST_NOTIFICATIONS)
                                : Reminders.UNLIMITED));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        layers.merged("labels", Section::keys).forEach((name, section) -> {
            String value = section.text(name, null);
            if (OWN_LABELS.containsKey(name)) {
                section.refuse(name, "own-label", "this label is made by Hydrophone", OWN_LABELS.get(name));
            } else if (!LABEL.matcher(name).matches()) {
                section.refuse(name, "bad-label", "this is no label's name", "write letters, digits and _");
            } else if (value != null && Template.isTemplate(value)) {
                section.refuse(
                        name,
                        "template-in-label",
                        "labels tell alerts apart and are the same all the time",
                        "write what changes into annotations");
            } else if (value != null) {
                labels.put(name, value);
            }
        });
        Severity severity = layers.read(
                "severity",
                (section, key) -> section.choice(key, Severity.values(), Severity::label, Severity.WARNING));
        labels.put("severity", severity.label());
        ServiceLevel level = layers.read(
                "sla", (section, key) -> section.choice(key, ServiceLevel.values(), ServiceLevel::name, null));
        if (level != null) {
            labels.put("sla", level.name());
        }
        return labels;
    }

    private Map<String, Double> variables() {
        Map<String, Double> variables = new LinkedHashMap<>();
        layers.merged("variables", Section::keys).forEach((name, section) -> {
            Double value = Keys.number(section, name);
            if (!LABEL.matcher(name).matches() || ExpressionCompiler.RESERVED.contains(name)) {
                section.refuse(name, "bad-variable", "a variable cannot have this name", "write letters, digits and _");
            } else {
                variables.put(name, value == null ? 0.0 : value);
            }
        });
        return variables;
    }

    private List<TimeOfDay> times(Map<String, Double> variables) {
        List<TimeOfDay> times = new ArrayList<>();
        for (Section when : layers.read("when", Section::sections)) {
            LocalTime[] hours = when.parsed("hours", Keys::hours, new LocalTime[] {LocalTime.MIN, LocalTime.MIN});
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            when.list("days", Keys::days, List.of(EnumSet.allOf(DayOfWeek.class)))
                    .forEach(days::addAll);
            ZoneId zone = when.parsed("zone", Keys::zone, ZoneOffset.UTC);
            Section values = when.section("variables");
            Map<String, Double> then = new LinkedHashMap<>();
            for (String name : values.keys()) {
                Double value = Keys.number(values, name);
                if (!variables.containsKey(name)) {
                    values.refuse(name, "unknown-variable", "the rule has no such variable", "add it to variables");
                } else if (value != null) {
                    then.put(name, value);
                }
            }
            if (then.isEmpty()) {
                when.refuse("variables", "no-effect", "nothing changes at these hours", "give variables");
            }
            times.add(new TimeOfDay(hours[0], hours[1], days, zone, then));
        }
        return times;
    }

    private Map<String, Template> annotations(ExpressionCompiler compiler) {
        Map<String, Template> annotations = new LinkedHashMap<>();
        annotationTexts().forEach((name, section) -> {
            String text = section.text(name, null);
            Template template = text == null ? null : Template.of(text, compiler, refusing(section, name));
            if (template != null) {
                annotations.put(name, template);
            }
        });
        return annotations;
    }

    /** Where each annotation's text stands. */
    private Map<String, Section> annotationTexts() {
        Map<String, Section> texts = layers.merged("annotations", Section::keys);
        texts.forEach((name, section) -> section.text(name, null));
        if (layers.has("summary")) {
            texts.put("summary", layers.of("summary"));
            text("summary");
        }
        return texts;
    }

    private Expression expression(String key, ExpressionCompiler compiler) {
        Section section = layers.of(key);
        String text = section.text(key, null);
        return text == null ? null : compiler.condition(text, refusing(section, key));
    }

    private static Consumer<ExpressionProblem> refusing(Section section, String key) {
        return problem ->
                section.refusePart(key, problem.offset(), BAD_EXPRESSION, problem.message(), problem.action());
    }

    private String text(String key) {
        return layers.read(key, (section, name) -> section.text(name, null));
    }

    private Duration span(String key, Duration otherwise) {
        return layers.read(key, (section, name) -> Keys.span(section, name, otherwise, Duration.ZERO));
    }

    private static String label(String text) {
        if (!LABEL.matcher(text).matches()) {
            throw Keys.refused("bad-label", "'" + text + "' is no label's name", "write letters, digits and _");
        }
        return text;
    }
}
