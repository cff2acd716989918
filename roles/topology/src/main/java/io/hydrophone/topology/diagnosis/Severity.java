package io.hydrophone.topology.diagnosis;

import java.util.Locale;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** Clients cannot write, or data part ways. */
    CRITICAL,
    /** A server, a copy or its freshness is lost, or cannot be seen. */
    WARNING,
    /** Nothing yet. */
    NOTICE;

    /** {@code critical}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
