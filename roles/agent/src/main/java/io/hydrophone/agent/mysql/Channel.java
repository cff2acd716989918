package io.hydrophone.agent.mysql;

import io.hydrophone.client.reading.ReplicaColumns;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A source that a server follows, as it says itself.
 *
 * @param name of the channel, or of MariaDB's connection; empty for the one without a name
 * @param receives whether the receiver runs and is connected
 * @param applies whether the applier runs
 * @param secondsBehind not a number for NULL
 * @param errors numbers of the last errors by metric, 0 for none
 * @param says state and last errors of both threads, for people
 */
record Channel(
        String name, boolean receives, boolean applies, double secondsBehind, Map<String, Double> errors, String says) {
    private static final int MAX_ERROR_TEXT = 200;

    static Channel of(SnapshotRow row) {
        String name = row.columns().contains("connection_name")
                ? row.textOrEmpty("connection_name")
                : row.textOrEmpty("channel_name");
        String io = text(row, "slave_io_running");
        String sql = text(row, "slave_sql_running");
        Map<String, Double> errors = new LinkedHashMap<>();
        StringBuilder says = new StringBuilder("receiver " + io + ", applier " + sql);
        for (String thread : new String[] {"io", "sql"}) {
            double number = SnapshotRow.decimalIn(row.text("last_" + thread + "_errno"));
            errors.put("last_" + thread + "_errno", number);
            if (number > 0) {
                says.append("; ")
                        .append((long) number)
                        .append(": ")
                        .append(Foreign.text(row.textOrEmpty("last_" + thread + "_error"), MAX_ERROR_TEXT));
            }
        }
        return new Channel(
                name,
                io.equalsIgnoreCase("Yes"),
                sql.equalsIgnoreCase("Yes"),
                SnapshotRow.decimalIn(ReplicaColumns.text(row, "seconds_behind_master")),
                errors,
                says.toString());
    }

    Tags tags() {
        return tags(name);
    }

    static Tags tags(String channel) {
        return channel.isEmpty() ? Tags.NONE : Tags.pair("channel", channel);
    }

    private static String text(SnapshotRow row, String olderName) {
        String text = ReplicaColumns.text(row, olderName);
        return text == null ? "" : text;
    }
}
