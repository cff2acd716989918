package io.hydrophone.alert.rule;

import io.hydrophone.config.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A rule with what it inherits: its own section, that of its template, that of the template's, and so on. A key has the value of
 * the first that has it, and what is wrong with it is told there.
 */
final class Layers {
    private final List<Section> sections;

    Layers(List<Section> sections) {
        this.sections = sections;
    }

    /** Its own section. */
    Section own() {
        return sections.getFirst();
    }

    boolean has(String key) {
        return sections.stream().anyMatch(section -> section.has(key));
    }

    /** Where a key is to be read. */
    Section of(String key) {
        return sections.stream().filter(section -> section.has(key)).findFirst().orElse(own());
    }

    /** Reads a key where it stands. */
    <T> T read(String key, BiFunction<Section, String, T> form) {
        return form.apply(of(key), key);
    }

    /** A section of names with values, in which those of a rule win over those that it inherits; with the section of each. */
    Map<String, Section> merged(String key, Function<Section, Iterable<String>> names) {
        Map<String, Section> merged = new LinkedHashMap<>();
        for (Section layer : sections.reversed()) {
            Section values = layer.section(key);
            names.apply(values).forEach(name -> merged.put(name, values));
        }
        return merged;
    }
}
