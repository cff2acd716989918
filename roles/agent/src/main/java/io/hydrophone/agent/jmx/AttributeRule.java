package io.hydrophone.agent.jmx;

import io.hydrophone.agent.text.PlainNumber;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an attribute is told.
 *
 * @param alias the metric's name, perhaps with variables; empty for one made of domain and attribute
 * @param values numbers for texts; that of {@code default} for any other text
 * @param tags by their keys, perhaps with variables
 * @param rows that are told of a table
 * @param largest whether those are the rows with the largest values, or with the smallest
 */
record AttributeRule(
        MetricType type,
        String alias,
        Map<String, Double> values,
        Map<String, String> tags,
        int rows,
        boolean largest) {
    static final AttributeRule USUAL =
            new AttributeRule(MetricType.GAUGE, "", Map.of(), Map.of(), Integer.MAX_VALUE, true);

    /** Of {@code metric_type}, {@code alias}, {@code values}, and for tables {@code tags}, {@code limit} and {@code sort}. */
    static AttributeRule read(Section section) {
        Map<String, Double> values = new HashMap<>();
        Section texts = section.section("values");
        for (String text : texts.keys()) {
            values.put(text, texts.parsed(text, AttributeRule::number, 0.0));
        }
        return new AttributeRule(
                section.choice("metric_type", MetricType.values(), MetricType::label, MetricType.GAUGE),
                section.text("alias", ""),
                Map.copyOf(values),
                tags(section.section("tags")),
                section.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
                section.choice("sort", new String[] {"desc", "asc"}, word -> word, "desc")
                        .equals("desc"));
    }

    /** A section of tags, in the order of their keys. */
    static Map<String, String> tags(Section section) {
        Map<String, String> tags = new TreeMap<>();
        section.keys().forEach(key -> tags.put(key, section.text(key, "")));
        return Collections.unmodifiableMap(tags);
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
