package io.hydrophone.topology.instance;

import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.gtid.MariaDbGtids;

/** Which transactions a server has. */
public sealed interface Transactions {
    /**
     * Of MySQL.
     *
     * @param purged no longer in its binary logs, so that no replica can get them here
     */
    record MySql(GtidSet executed, GtidSet purged) implements Transactions {}

    /**
     * Of MariaDB.
     *
     * @param binlog the last of each domain in its binary log
     * @param slave the last of each domain that it got from a source
     * @param current the last of each domain of both
     * @param state the last of each server in each domain of its binary log
     */
    record MariaDb(MariaDbGtids binlog, MariaDbGtids slave, MariaDbGtids current, MariaDbGtids state)
            implements Transactions {}
}
