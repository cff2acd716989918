package io.hydrophone.agent.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /proc/meminfo}: {@code MemTotal:  24684084 kB} a line. */
final class MemInfo {
    private MemInfo() {}

    /** KiB by the name of a line. */
    static Map<String, Long> parse(String text) {
        Map<String, Long> lines = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                List<String> words = ProcText.words(line.substring(colon + 1));
                long value = ProcText.number(words, 0);
                if (value >= 0) {
                    lines.put(line.substring(0, colon), value);
                }
            }
        });
        return lines;
    }
}
