package io.hydrophone.alert.trial;

import io.hydrophone.alert.engine.Alert;
import io.hydrophone.alert.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Alerts that should fire against those that do, told alert by alert, and of one that is there twice, text by text. */
final class Difference {
    private final List<String> lines = new ArrayList<>();

    private Difference() {}

    /** No lines when there is none. */
    static List<String> of(List<ExpectedAlert> expected, List<Alert> firing) {
        Difference difference = new Difference();
        SortedMap<Labels, Alert> there = new TreeMap<>();
        firing.forEach(alert -> there.put(withoutName(alert), alert));
        List<ExpectedAlert> missing = new ArrayList<>();
        for (ExpectedAlert alert : expected) {
            Alert found = there.remove(alert.labels());
            if (found == null) {
                missing.add(alert);
            } else {
                difference.texts(alert, found);
            }
        }
        missing.forEach(alert -> difference.lines.add("- " + alert.labels()));
        there.keySet().forEach(labels -> difference.lines.add("+ " + labels));
        return difference.lines;
    }

    private static Labels withoutName(Alert alert) {
        TreeMap<String, String> labels = new TreeMap<>(alert.labels().values());
        labels.remove("alertname");
        return Labels.of(labels);
    }

    private void texts(ExpectedAlert expected, Alert found) {
        List<String> differing = new ArrayList<>();
        if (expected.annotations() != null) {
            TreeSet<String> names = new TreeSet<>(expected.annotations().keySet());
            names.addAll(found.annotations().keySet());
            for (String name : names) {
                compare(name, shown(expected.annotations(), name), shown(found.annotations(), name), differing);
            }
        }
        if (expected.notifications() != null) {
            compare(
                    "notifications",
                    expected.notifications().toString(),
                    String.valueOf(found.notifications()),
                    differing);
        }
        if (!differing.isEmpty()) {
            lines.add("  " + expected.labels());
            lines.addAll(differing);
        }
    }

    /** Null where there is none. */
    private static String shown(Map<String, String> texts, String name) {
        String text = texts.get(name);
        return text == null ? null : "\"" + text.replace("\n", "\\n") + "\"";
    }

    private static void compare(String name, String expected, String found, List<String> differing) {
        if (expected == null || !expected.equals(found)) {
            if (expected != null) {
                differing.add("-   " + name + ": " + expected);
            }
            if (found != null) {
                differing.add("+   " + name + ": " + found);
            }
        }
    }
}
