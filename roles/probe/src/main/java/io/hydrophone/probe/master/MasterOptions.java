package io.hydrophone.probe.master;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a master works.
 *
 * @param name this node's
 * @param group whose reports it takes
 * @param version of Hydrophone
 * @param directory of the sums and the journal
 * @param journalBytes at most; a quarter of it is the distance of two snapshots
 * @param maxStatements kept since the start, over all servers
 * @param byInstance whether merged reports have rows by server, for a master above or consumers who want them
 * @param patience until an interval is closed for which not every probe has reported
 */
public record MasterOptions(
        String name,
        String group,
        String version,
        Path directory,
        long journalBytes,
        int maxStatements,
        boolean byInstance,
        Duration patience) {
    public static final int DEFAULT_MAX_STATEMENTS = 10_000;
    private static final long RECENT_BYTES = 64L << 20;

    /** A journal of 1 GiB, patience of three seconds. */
    public static MasterOptions of(String name, String group, Path directory) {
        return new MasterOptions(
                name, group, "", directory, 1L << 30, DEFAULT_MAX_STATEMENTS, true, Duration.ofSeconds(3));
    }

    public MasterOptions withVersion(String number) {
        return new MasterOptions(name, group, number, directory, journalBytes, maxStatements, byInstance, patience);
    }

    public MasterOptions withJournalBytes(long bytes) {
        return new MasterOptions(name, group, version, directory, bytes, maxStatements, byInstance, patience);
    }

    public MasterOptions withPatience(Duration time) {
        return new MasterOptions(name, group, version, directory, journalBytes, maxStatements, byInstance, time);
    }

    public MasterOptions withByInstance(boolean rows) {
        return new MasterOptions(name, group, version, directory, journalBytes, maxStatements, rows, patience);
    }

    FleetOptions fleet() {
        return new FleetOptions(group, version, maxStatements, byInstance, patience, RECENT_BYTES);
    }
}
