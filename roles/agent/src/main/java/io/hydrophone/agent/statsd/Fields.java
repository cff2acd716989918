package io.hydrophone.agent.statsd;

import io.hydrophone.core.Tags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields of an event or a service check, which come after bars in any order. */
final class Fields {
    private static final long MICROS = 1_000_000;
    private static final long LAST_SECOND = 253_402_300_799L;

    private final String[] fields;

    private Fields(String[] fields) {
        this.fields = fields;
    }

    /** @param text that begins with a bar, or is empty */
    static Fields of(String text) {
        return new Fields(text.isEmpty() ? new String[0] : text.substring(1).split("\\|", -1));
    }

    /** What stands after a letter and a colon; empty where it does not stand. */
    String get(String prefix) {
        for (String field : fields) {
            if (field.startsWith(prefix)) {
                return field.substring(prefix.length());
            }
        }
        return "";
    }

    /** {@code d:} in microseconds since 1970, or now where it is missing or no time. */
    long ts(long now) {
        byte[] digits = get("d:").getBytes(StandardCharsets.UTF_8);
        long seconds = Bytes.whole(digits, 0, digits.length);
        return seconds > 0 && seconds <= LAST_SECOND ? seconds * MICROS : now;
    }

    Tags tags() {
        return Tags.of(split(get("#")));
    }

    private static List<String> split(String tags) {
        List<String> all = new ArrayList<>();
        int from = 0;
        for (int comma = tags.indexOf(','); comma >= 0; comma = tags.indexOf(',', from)) {
            all.add(tags.substring(from, comma));
            from = comma + 1;
        }
        all.add(tags.substring(from));
        return all;
    }
}
