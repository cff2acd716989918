package io.hydrophone.agent.mysql;

import io.hydrophone.client.reading.SnapshotRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How old the oldest transaction is that a channel has not applied, by when it was committed at its origin. Zero when
 * all that came is applied. Where the applier is stopped, the age of the newest that waits: a lower bound.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/performance-schema-replication-applier-status-by-worker-table.html">replication_applier_status_by_worker</a>
 */
final class CommitLag {
    private static final double MICROS = 1e6;

    private String queued = "";
    private double queuedAge = Double.NaN;
    private double oldestApplying = Double.NaN;
    private boolean queuedIsApplied;

    private CommitLag() {}

    /**
     * Seconds by channel.
     *
     * @param rows a worker each, see {@link MySqlReadings#APPLIED}
     */
    static Map<String, Double> of(List<SnapshotRow> rows) {
        Map<String, CommitLag> channels = new HashMap<>();
        for (SnapshotRow row : rows) {
            channels.computeIfAbsent(row.textOrEmpty("channel"), name -> new CommitLag())
                    .add(row);
        }
        Map<String, Double> lags = new HashMap<>();
        channels.forEach((channel, lag) -> {
            double seconds = lag.seconds();
            if (!Double.isNaN(seconds)) {
                lags.put(channel, Math.max(0, seconds)); // clocks differ
            }
        });
        return lags;
    }

    private void add(SnapshotRow row) {
        queued = row.textOrEmpty("queued");
        queuedAge = row.decimal("queued_age");
        if (!row.textOrEmpty("applying").isEmpty()) {
            double age = row.decimal("applying_age");
            oldestApplying = Double.isNaN(oldestApplying) ? age : Math.max(oldestApplying, age);
        }
        queuedIsApplied |= row.textOrEmpty("applied").equals(queued);
    }

    private double seconds() {
        if (!Double.isNaN(oldestApplying)) {
            return oldestApplying / MICROS;
        }
        return queued.isEmpty() || queuedIsApplied ? 0 : queuedAge / MICROS;
    }
}
