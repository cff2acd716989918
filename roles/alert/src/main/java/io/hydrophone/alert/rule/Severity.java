package io.hydrophone.alert.rule;

import java.util.Locale;

/** How bad it is. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As files and labels have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
