package io.hydrophone.agent.exporter;

import java.time.Duration;
import java.util.List;

/**
 * What some collectors can be told, as mysqld_exporter's flags do.
 *
 * @param statements how many digests, the longest first
 * @param statementAge digests that ran within this time
 * @param statementText characters of a digest's text
 * @param schemas whose tables are told; all but the server's own where there are none
 * @param processAge seconds that a session has been in its state at least
 * @param files a regular expression of the server's for names of files
 * @param filePrefix what is left out of the names of files
 * @param heartbeat where pt-heartbeat writes
 * @param privileges whether accounts are told with their privileges
 */
record CollectorOptions(
        int statements,
        Duration statementAge,
        int statementText,
        List<String> schemas,
        int processAge,
        String files,
        String filePrefix,
        Heartbeat heartbeat,
        boolean privileges) {
    /**
     * A table that a server writes the time into.
     *
     * @param utc whether the times are UTC, not of the system's zone
     */
    record Heartbeat(String database, String table, boolean utc) {}

    static final CollectorOptions DEFAULT = new CollectorOptions(
            250,
            Duration.ofDays(1),
            120,
            List.of(),
            0,
            ".*",
            "/var/lib/mysql/",
            new Heartbeat("heartbeat", "heartbeat", false),
            false);

    CollectorOptions {
        schemas = List.copyOf(schemas);
    }
}
