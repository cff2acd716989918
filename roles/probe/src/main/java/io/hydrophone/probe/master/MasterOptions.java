package io.hydrophone.probe.master;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How a master works.
 *
 * @param name this node's
 * @param group whose reports it takes
 * @param version of Hydrophone
 * @param isTls whether the nodes of the group serve HTTPS
 * @param directory of the sums and the journal
 * @param journalBytes at most; a quarter of it is the distance of two snapshots
 * @param maxStatements kept since the start, over all servers
 * @param patience until an interval is closed for which not every probe has reported
 */
public record MasterOptions(
        String name,
        String group,
        String version,
        boolean isTls,
        Path directory,
        long journalBytes,
        int maxStatements,
        Duration patience) {
    public static final int DEFAULT_MAX_STATEMENTS = 10_000;
    private static final long RECENT_BYTES = 16L << 20;

    /** A journal of 1 GiB, patience of three seconds. */
    public static MasterOptions of(String name, String group, Path directory) {
        return new MasterOptions(
                name, group, "", false, directory, 1L << 30, DEFAULT_MAX_STATEMENTS, Duration.ofSeconds(3));
    }

    public MasterOptions withVersion(String number) {
        return new MasterOptions(name, group, number, isTls, directory, journalBytes, maxStatements, patience);
    }

    public MasterOptions withJournalBytes(long bytes) {
        return new MasterOptions(name, group, version, isTls, directory, bytes, maxStatements, patience);
    }

    public MasterOptions withPatience(Duration time) {
        return new MasterOptions(name, group, version, isTls, directory, journalBytes, maxStatements, time);
    }

    public MasterOptions withTls(boolean tls) {
        return new MasterOptions(name, group, version, tls, directory, journalBytes, maxStatements, patience);
    }

    /** @param byInstance whether somebody wants rows by server */
    FleetOptions fleet(BooleanSupplier byInstance) {
        return new FleetOptions(group, version, maxStatements, byInstance, patience, RECENT_BYTES);
    }
}
