package io.hydrophone.exporter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format, as far as a test has to read it. */
record Exposition(Map<String, String> types, Map<String, Double> values, Map<String, Set<String>> labels) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Of each family its type and the names of its labels; of each line its value, by name and sorted labels. */
    static Exposition parse(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#")) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw new IllegalArgumentException(line);
                }
                Map<String, String> pairs = new TreeMap<>();
                Matcher each = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
                while (each.find()) {
                    pairs.put(each.group(1), each.group(2));
                }
                if (values.put(parts.group(1) + pairs, number(parts.group(3))) != null) {
                    throw new IllegalArgumentException("twice: " + line);
                }
                labels.computeIfAbsent(parts.group(1), name -> new TreeSet<>()).addAll(pairs.keySet());
            }
        }
        return new Exposition(types, values, labels);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The line's value. */
    double value(String name, String... labels) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            pairs.put(labels[i], labels[i + 1]);
        }
        Double value = values.get(name + pairs);
        if (value == null) {
            throw new AssertionError("no " + name + pairs);
        }
        return value;
    }

    /** {@code name type label,label} of each family. */
    Map<String, String> forms() {
        Map<String, String> forms = new TreeMap<>();
        types.forEach((name, type) -> forms.put(name, type + " " + labelsOf(name, type)));
        return forms;
    }

    private Set<String> labelsOf(String family, String type) {
        return labels.getOrDefault(type.equals("histogram") ? family + "_bucket" : family, Set.of());
    }
}
