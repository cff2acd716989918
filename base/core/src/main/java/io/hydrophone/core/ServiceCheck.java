package io.hydrophone.core;

import java.util.Locale;

/**
 * Whether something works.
 *
 * @param name such as {@code mysql.can_connect}
 * @param message why, for people; may be empty
 */
public record ServiceCheck(String name, Status status, Tags tags, String host, long ts, String message)
        implements Signal {
    /** In the order of the numbers that Nagios and Datadog give them: 0 to 3. */
    public enum Status {
        OK,
        WARNING,
        CRITICAL,
        UNKNOWN;

        private static final Status[] ALL = values();

        /** 0 to 3. */
        @SuppressWarnings("EnumOrdinal") // the order is the numbers'
        public int number() {
            return ordinal();
        }

        /** Any number but 0, 1 and 2 is unknown. */
        public static Status of(int number) {
            return number >= 0 && number < ALL.length ? ALL[number] : UNKNOWN;
        }

        /** As it is written outside. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
