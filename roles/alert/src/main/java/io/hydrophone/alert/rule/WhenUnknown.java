package io.hydrophone.alert.rule;

import java.util.Locale;

/** What becomes of an alert when its condition has been unknown for long. */
public enum WhenUnknown {
    /** What fires is resolved, and says so. */
    RESOLVE,
    /** Not knowing is bad enough. */
    FIRE,
    /** It stays as it was. */
    KEEP;

    /** As files have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
