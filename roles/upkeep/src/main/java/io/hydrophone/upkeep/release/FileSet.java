package io.hydrophone.upkeep.release;

import java.util.Locale;

/** What a file of a release is to its users. A set is a directory of a release. */
public enum FileSet {
    /** What runs; nobody edits it. */
    PROGRAM,
    /** Checks, which users may add to and change. */
    CHECKS,
    /** Configuration, likewise. */
    CONF;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON, and as its directory is called. */
    public String label() {
        return label;
    }

    /** Whether what a user did to its files is kept over updates. */
    public boolean isUsers() {
        return this != PROGRAM;
    }

    /** Null when there is none of that name. */
    public static FileSet of(String label) {
        for (FileSet set : values()) {
            if (set.label.equals(label)) {
                return set;
            }
        }
        return null;
    }
}
