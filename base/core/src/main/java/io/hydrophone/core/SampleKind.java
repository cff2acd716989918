package io.hydrophone.core;

import java.util.Locale;

/** How a {@link Sample}'s value is to be read. */
public enum SampleKind {
    /** So much at that time. */
    GAUGE,
    /** So much a second, over the interval that ended then. */
    RATE,
    /** So much in the interval that ended then. */
    COUNT,
    /** So much since some beginning; when it falls, it was begun anew. */
    TOTAL;

    /** As it is written outside. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
