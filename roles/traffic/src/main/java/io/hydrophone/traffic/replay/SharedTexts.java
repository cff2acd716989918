package io.hydrophone.traffic.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Texts of prepared statements: many sessions prepare the same ones. As long as there is room; then each has its own. */
final class SharedTexts {
    private static final int MOST = 10_000;

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    String of(byte[] sql) {
        String text = new String(sql, UTF_8);
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() < MOST) {
            texts.put(text, text);
        }
        return text;
    }
}
