package io.hydrophone.alert.series;

import io.hydrophone.core.Tags;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names with values: what tells one series, or one alert, from another. Sorted and immutable.
 *
 * @param values by name
 */
public record Labels(SortedMap<String, String> values) implements Comparable<Labels> {
    public static final Labels NONE = new Labels(Collections.emptySortedMap());

    /** A copy of names with values. */
    public static Labels of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Labels(Collections.unmodifiableSortedMap(new TreeMap<>(values)));
    }

    /** Of a sample's tags and its host; a bare tag has an empty value. */
    public static Labels of(Tags tags, String host) {
        TreeMap<String, String> values = new TreeMap<>();
        if (!host.isEmpty()) {
            values.put("host", host);
        }
        tags.forEach(values::putIfAbsent);
        return of(values);
    }

    /** These, with others that win over them. */
    public Labels with(Map<String, String> others) {
        TreeMap<String, String> all = new TreeMap<>(values);
        all.putAll(others);
        return of(all);
    }

    /** Those of some names; null unless all are there. */
    public Labels only(Collection<String> names) {
        TreeMap<String, String> some = new TreeMap<>();
        for (String name : names) {
            String value = values.get(name);
            if (value == null) {
                return null;
            }
            some.put(name, value);
        }
        return of(some);
    }

    /** Whether no name that both have, but for some, has two values. */
    boolean agreesWith(Labels other, Collection<String> butFor) {
        for (Map.Entry<String, String> label : values.entrySet()) {
            String theirs = other.values.get(label.getKey());
            if (theirs != null && !theirs.equals(label.getValue()) && !butFor.contains(label.getKey())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Labels other) {
        return toString().compareTo(other.toString());
    }

    /** As in the notation of series: {@code {host="a", port="3306"}}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
