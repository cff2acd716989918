package io.hydrophone.alert.rule;

import io.hydrophone.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules of a file may inherit. A template may itself extend another one. */
final class Templates {
    private static final String EXTENDS = "extends";

    private final Map<String, Section> templates = new LinkedHashMap<>();

    Templates(Section section) {
        for (String name : section.keys()) {
            templates.put(name, section.section(name));
        }
        templates.values().forEach(template -> RuleReader.template(new Layers(of(template))));
    }

    /** A rule or a template, and all that it inherits from, the nearest first. */
    List<Section> of(Section section) {
        List<Section> layers = new ArrayList<>();
        for (Section layer = section; layer != null; layer = parent(layer, layers)) {
            layers.add(layer);
        }
        return layers;
    }

    private Section parent(Section layer, List<Section> before) {
        String name = layer.text(EXTENDS, null);
        if (name == null) {
            return null;
        }
        Section parent = templates.get(name);
        if (parent == null) {
            layer.refuse(
                    EXTENDS,
                    "no-template",
                    "there is no template '" + name + "'",
                    templates.isEmpty()
                            ? "write it below templates"
                            : "there are: " + String.join(", ", templates.keySet()));
            return null;
        }
        if (before.contains(parent)) {
            layer.refuse(EXTENDS, "endless-template", "this template comes to itself again", "");
            return null;
        }
        return parent;
    }
}
