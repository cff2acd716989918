package io.hydrophone.agent.mysql;

import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A table into which each source writes the time, as pt-heartbeat keeps it: columns {@code server_id} and {@code ts}.
 *
 * @param table with its schema
 * @param utc whether the times are in UTC, else in the zone of the server's clock
 */
record Heartbeat(String table, boolean utc) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$]{1,64}\\.[A-Za-z0-9_$]{1,64}");
    private static final double MICROS = 1e6;

    /** Of a table's name, which is put into a statement. */
    static Heartbeat of(String table, boolean utc) {
        if (!NAME.matcher(table).matches()) {
            throw new ProblemException("bad-table", "'" + table + "' is no table", "", "write schema.table");
        }
        return new Heartbeat(table, utc);
    }

    /** Server id and how many microseconds ago it wrote; but for the server's own. */
    Reading reading() {
        // The session is in UTC; SYSTEM is the zone of the server's clock.
        String now = utc ? "UTC_TIMESTAMP(6)" : "CONVERT_TZ(UTC_TIMESTAMP(6), '+00:00', 'SYSTEM')";
        return Reading.quick(
                "heartbeat " + table,
                Reading.select(facts -> "server_id, TIMESTAMPDIFF(MICROSECOND, MAX(ts), " + now + ") AS age FROM "
                        + table + " WHERE server_id <> @@server_id GROUP BY server_id"));
    }

    /** Seconds by the source's server id. */
    Map<String, Double> lags(Snapshot beats) {
        Map<String, Double> lags = new LinkedHashMap<>();
        for (SnapshotRow row : beats.rows()) {
            double micros = row.decimal("age");
            if (!Double.isNaN(micros)) {
                lags.put(row.text("server_id"), Math.max(0, micros / MICROS));
            }
        }
        return lags;
    }
}
