package io.hydrophone.agent.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code systemctl} prints of services. Names lose {@code .service}; templates ({@code getty@}) are no services. */
final class UnitTables {
    private static final String SUFFIX = ".service";

    private UnitTables() {}

    /** Of {@code list-units}: {@code UNIT LOAD ACTIVE SUB DESCRIPTION} a line, before it perhaps a dot for a failed one. */
    static Map<String, UnitState> units(String text) {
        Map<String, UnitState> units = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = line.replaceFirst("^[●○*×↻]\\s", "").strip().split("\\s+", 5);
            if (words.length >= 4 && isService(words[0])) {
                units.put(name(words[0]), new UnitState(words[1], words[2], words[3]));
            }
        });
        return units;
    }

    /** Of {@code list-unit-files}: {@code UNIT STATE PRESET} a line. Other names for a service are left out. */
    static Set<String> files(String text) {
        Set<String> files = new TreeSet<>();
        text.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length >= 2 && isService(words[0]) && !words[1].equals("alias")) {
                files.add(name(words[0]));
            }
        });
        return files;
    }

    /** Of {@code show}: {@code KEY=VALUE} a line, an empty line between two units. */
    static List<UnitState> blocks(String text) {
        List<UnitState> states = new ArrayList<>();
        Map<String, String> keys = new HashMap<>();
        for (String line : (text + "\n\n").split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                keys.put(line.substring(0, equals), line.substring(equals + 1).strip());
            } else if (line.isBlank() && !keys.isEmpty()) {
                states.add(new UnitState(
                        keys.getOrDefault("LoadState", ""),
                        keys.getOrDefault("ActiveState", ""),
                        keys.getOrDefault("SubState", "")));
                keys.clear();
            }
        }
        return states;
    }

    private static boolean isService(String unit) {
        return unit.endsWith(SUFFIX) && unit.length() > SUFFIX.length() && !unit.endsWith("@" + SUFFIX);
    }

    private static String name(String unit) {
        return unit.substring(0, unit.length() - SUFFIX.length());
    }
}
