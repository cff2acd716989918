package io.hydrophone.app.config;

/** Whose configuration a file is. */
public enum Kind {
    NATIVE("Hydrophone's configuration, version 1"),
    MYSQL_PROBE("mysql-probe's configuration");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** For a sentence. */
    public String label() {
        return label;
    }
}
