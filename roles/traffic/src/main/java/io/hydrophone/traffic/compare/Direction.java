package io.hydrophone.traffic.compare;

import java.util.Locale;

/** Where a latency went; see {@link LatencyChange} for what it takes. */
public enum Direction {
    SLOWER,
    FASTER,
    /** No difference that is both certain and large enough to matter. */
    SAME;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON. */
    public String label() {
        return label;
    }
}
