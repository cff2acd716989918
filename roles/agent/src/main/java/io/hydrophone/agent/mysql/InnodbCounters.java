package io.hydrophone.agent.mysql;

import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.Map;

/** Counters of information_schema.INNODB_METRICS that stand in for what a version no longer tells elsewhere. */
final class InnodbCounters {
    /** By the counter's name, the key under which it is known otherwise. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("lock_deadlocks", "innodb_deadlocks"),
            Map.entry("dml_inserts", "innodb_rows_inserted"),
            Map.entry("dml_updates", "innodb_rows_updated"),
            Map.entry("dml_deletes", "innodb_rows_deleted"),
            Map.entry("dml_reads", "innodb_rows_read"),
            Map.entry("os_log_fsyncs", "innodb_os_log_fsyncs"),
            Map.entry("os_log_pending_fsyncs", "innodb_os_log_pending_fsyncs"),
            Map.entry("os_log_pending_writes", "innodb_os_log_pending_writes"),
            Map.entry("trx_rseg_history_len", "innodb_history_list_length"),
            Map.entry("ibuf_size", "innodb_ibuf_size"),
            Map.entry("ibuf_merges", "innodb_ibuf_merges"),
            Map.entry("innodb_rwlock_s_spin_waits", "innodb_s_lock_spin_waits"),
            Map.entry("innodb_rwlock_s_spin_rounds", "innodb_s_lock_spin_rounds"),
            Map.entry("innodb_rwlock_s_os_waits", "innodb_s_lock_os_waits"),
            Map.entry("innodb_rwlock_x_spin_waits", "innodb_x_lock_spin_waits"),
            Map.entry("innodb_rwlock_x_spin_rounds", "innodb_x_lock_spin_rounds"),
            Map.entry("innodb_rwlock_x_os_waits", "innodb_x_lock_os_waits"));

    /** Name and count of those that the server keeps. */
    static final Reading READING = Reading.quick(
            "InnoDB's counters",
            Reading.select(facts -> "NAME, `COUNT` FROM information_schema.INNODB_METRICS WHERE "
                    + (facts.dialect().version().isMariaDb() ? "ENABLED = 1" : "STATUS = 'enabled'")
                    + " AND NAME IN ('" + String.join("', '", KEYS.keySet()) + "')"));

    private InnodbCounters() {}

    static void put(Snapshot snapshot, Values values) {
        for (SnapshotRow row : snapshot.rows()) {
            String key = KEYS.get(row.text("name"));
            if (key != null) {
                values.put(key, row.decimal("count"));
            }
        }
    }
}
