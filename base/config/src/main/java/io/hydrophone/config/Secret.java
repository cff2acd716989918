package io.hydrophone.config;

/** A value that is shown nowhere: no accessor that a serializer would find, and its text tells nothing. */
public final class Secret {
    /** What stands for any secret where a configuration is shown. */
    public static final String HIDDEN = "(hidden)";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** For the one who logs in or signs with it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
