package io.hydrophone.agent.forward;

import java.util.Locale;

/** Why signals never reached a sink. */
public enum DropReason {
    /** Older ones had to make room. */
    QUEUE_FULL,
    /** They waited longer than is allowed. */
    EXPIRED,
    /** The sink said that it will never take them. */
    REFUSED,
    /** What was kept of them cannot be read any more. */
    UNPARSED;

    /** As it is written outside. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
