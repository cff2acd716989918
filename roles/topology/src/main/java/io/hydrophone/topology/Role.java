package io.hydrophone.topology;

import java.util.Locale;

/** What an instance is to the others. */
public enum Role {
    /** Others follow it. */
    SOURCE,
    /** It follows others. */
    REPLICA,
    /** Both. */
    INTERMEDIATE,
    /** It follows, directly or not, one that follows it. */
    CO_SOURCE,
    GROUP_PRIMARY,
    GROUP_SECONDARY,
    GALERA_NODE,
    /** None of these. */
    STANDALONE;

    /** {@code group_primary}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code group primary}. */
    public String words() {
        return this == CO_SOURCE ? "co-source" : label().replace('_', ' ');
    }
}
