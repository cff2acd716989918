package io.hydrophone.agent.jmx;

import io.hydrophone.agent.text.PlainNumber;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.util.HashMap;
import java.util.Map;

/**
 * How an attribute is told.
 *
 * @param alias the metric's name, perhaps with variables; empty for one made of domain and attribute
 * @param values numbers for texts; that of {@code default} for any other text
 */
record AttributeRule(MetricType type, String alias, Map<String, Double> values) {
    static final AttributeRule USUAL = new AttributeRule(MetricType.GAUGE, "", Map.of());

    /** Of {@code metric_type}, {@code alias} and {@code values}. */
    static AttributeRule read(Section section) {
        Map<String, Double> values = new HashMap<>();
        Section texts = section.section("values");
        for (String text : texts.keys()) {
            values.put(text, texts.parsed(text, AttributeRule::number, 0.0));
        }
        return new AttributeRule(
                section.choice("metric_type", MetricType.values(), MetricType::label, MetricType.GAUGE),
                section.text("alias", ""),
                Map.copyOf(values));
    }

    private static Double number(String text) {
        double number = PlainNumber.of(text);
        if (Double.isNaN(number)) {
            throw new ProblemException("wrong-type", "'" + text + "' is no number", "", "give one for each text");
        }
        return number;
    }

    /** An attribute's value as a number; NaN where it is none. */
    double number(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case String text
            when !values.isEmpty() -> values.getOrDefault(text, values.getOrDefault("default", Double.NaN));
            case String text -> PlainNumber.of(text.strip());
            case null, default -> Double.NaN;
        };
    }
}
