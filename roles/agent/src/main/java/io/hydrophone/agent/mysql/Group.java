package io.hydrophone.agent.mysql;

import java.util.Locale;

/** Metrics that are on or off together; each but the first ones by the option of its name. */
public enum Group {
    STATUS,
    VARIABLES,
    INNODB,
    BINLOG,
    EXTRA_STATUS,
    EXTRA_INNODB,
    GALERA,
    EXTRA_PERFORMANCE,
    SCHEMA_SIZE,
    REPLICATION;

    static Group of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** As in the list of metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
