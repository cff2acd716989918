package io.hydrophone.topology.instance;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Variables or status of a server by name, of which versions have different ones; null for what is not there. */
final class Pairs {
    private static final Set<String> OFF = Set.of("OFF", "0", "NO");

    private final Map<String, String> pairs;

    Pairs(Map<String, String> pairs) {
        this.pairs = pairs;
    }

    /** Of several names of one thing the first that is there. */
    String text(String... names) {
        for (String name : names) {
            String text = pairs.get(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    String textOrEmpty(String... names) {
        String text = text(names);
        return text == null ? "" : text;
    }

    /** Anything but off counts as on: MariaDB's read_only has more than two values. */
    Boolean flag(String... names) {
        String text = text(names);
        if (text == null || text.isEmpty()) {
            return null;
        }
        return !OFF.contains(text.toUpperCase(Locale.ROOT));
    }

    Long number(String... names) {
        return Numbers.whole(text(names));
    }

    Double decimal(String... names) {
        return Numbers.decimal(text(names));
    }
}
