package io.hydrophone.client;

/** Whose server it is. */
public enum Flavour {
    MYSQL("MySQL"),
    PERCONA("Percona Server"),
    MARIADB("MariaDB");

    private final String title;

    Flavour(String title) {
        this.title = title;
    }

    /** As people write it. */
    public String title() {
        return title;
    }
}
