package io.hydrophone.core;

import java.util.Locale;

/**
 * Something that happened once.
 *
 * @param aggregationKey events with the same one belong together; empty for none
 * @param sourceType what it came from, such as {@code mysql}; may be empty
 */
public record Event(
        String title,
        String text,
        Tags tags,
        String host,
        long ts,
        Alert alert,
        boolean lowPriority,
        String aggregationKey,
        String sourceType)
        implements Signal {
    /** How bad it is. */
    public enum Alert {
        INFO,
        SUCCESS,
        WARNING,
        ERROR;

        /** As it is written outside. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
