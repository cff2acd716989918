package io.hydrophone.upkeep.deploy;

import java.util.Locale;

/** What is done on all machines. */
public enum DeployAction {
    /** Puts the agent where none is, starts it where it does not run; where another release runs, nothing is changed. */
    INSTALL,
    /** Sees to it that this release runs. */
    UPGRADE,
    /** Tells what is there. */
    STATUS,
    /** Takes it away. */
    REMOVE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    /** Whether a release is needed. */
    public boolean installs() {
        return this == INSTALL || this == UPGRADE;
    }
}
