package io.hydrophone.traffic.compare;

import java.util.Locale;

/** How what was asked on one side is set beside what was asked on the other. */
public enum Pairing {
    /** The same command of the same session on both sides: one side is a replay of the other, or both are of a third. */
    COMMANDS,
    /** Two recordings of their own: statements are compared by their figures, as two independent samples. */
    SAMPLES;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON. */
    public String label() {
        return label;
    }
}
