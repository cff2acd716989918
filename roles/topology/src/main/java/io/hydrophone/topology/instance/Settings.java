package io.hydrophone.topology.instance;

/**
 * What decides about writing and about replication; null for what this version does not have.
 *
 * @param gtidMode {@code ON}, {@code OFF} and what lies between; null for MariaDB, where it is always on
 * @param gtidDomain MariaDB's, of what is written here
 */
public record Settings(
        boolean readOnly,
        Boolean superReadOnly,
        Boolean offlineMode,
        boolean logBin,
        String binlogFormat,
        Boolean logsReplicaUpdates,
        String gtidMode,
        Long gtidDomain) {
    /** Whether clients may write: root's as well where there is super_read_only. */
    public boolean isWritable() {
        return !readOnly && !Boolean.TRUE.equals(superReadOnly) && !Boolean.TRUE.equals(offlineMode);
    }
}
