package io.hydrophone.agent.sink;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and tags as OpenTSDB allows them: letters, digits and {@code -_./}; at least one tag, and at most eight. */
final class OpenTsdbNames {
    private static final int MAX_TAGS = 8;

    private OpenTsdbNames() {}

    static String clean(String name) {
        StringBuilder clean = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isAllowed = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '/';
            clean.append(isAllowed ? c : '_');
        }
        return clean.isEmpty() ? "_" : clean.toString();
    }

    static Map<String, String> tags(SeriesKey key) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("host", clean(key.host().isEmpty() ? "unknown" : key.host()));
        key.tags().forEach((name, value) -> {
            if (tags.size() < MAX_TAGS) {
                tags.putIfAbsent(clean(name), clean(value.isEmpty() ? "true" : value));
            }
        });
        return tags;
    }
}
