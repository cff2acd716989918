package io.hydrophone.topology.instance;

import io.hydrophone.client.reading.ReplicaColumns;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import io.hydrophone.sql.LiteralMask;
import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.gtid.MariaDbGtids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources that a server follows, from its own words of either vocabulary. */
final class Channels {
    private static final int MAX_ERROR_TEXT = 300;
    private static final Pattern GTID =
            Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}:(?:\\w{1,32}:)?\\d{1,19}");
    private static final Pattern QUOTED_GTID = Pattern.compile("'(" + GTID + ")'");

    private Channels() {}

    /** Null when they cannot be read. */
    static List<ReplicationChannel> read(Answers answers) throws InterruptedException {
        List<SnapshotRow> rows = answers.rows(ReplicationReadings.REPLICA_STATUS);
        if (rows == null || rows.isEmpty()) {
            return rows == null ? null : List.of();
        }
        Map<String, Double> lags = new HashMap<>();
        for (SnapshotRow row : orNone(answers.rows(ReplicationReadings.APPLIER_LAG))) {
            double age = row.decimal("age");
            if (!Double.isNaN(age)) {
                lags.put(row.textOrEmpty("channel_name"), Math.max(0, age)); // clocks differ
            }
        }
        Map<String, List<ApplierWorker>> workers = new HashMap<>();
        for (SnapshotRow row : orNone(answers.rows(ReplicationReadings.APPLIER_WORKERS))) {
            workers.computeIfAbsent(row.textOrEmpty("channel_name"), name -> new ArrayList<>())
                    .add(worker(row));
        }
        List<ReplicationChannel> channels = new ArrayList<>();
        for (SnapshotRow row : rows) {
            String name = name(row);
            channels.add(channel(row, name, lags.get(name), workers.getOrDefault(name, List.of())));
        }
        return List.copyOf(channels);
    }

    private static List<SnapshotRow> orNone(List<SnapshotRow> rows) {
        return rows == null ? List.of() : rows;
    }

    private static String name(SnapshotRow row) {
        return row.columns().contains("connection_name")
                ? row.textOrEmpty("connection_name")
                : row.textOrEmpty("channel_name");
    }

    private static ReplicationChannel channel(
            SnapshotRow row, String name, Double commitLag, List<ApplierWorker> workers) {
        int port = Numbers.port(text(row, "master_port"));
        String host = empty(text(row, "master_host"));
        String uuid = empty(text(row, "master_uuid"));
        Long id = Numbers.whole(text(row, "master_server_id"));
        String usingGtid = empty(row.text("using_gtid"));
        return new ReplicationChannel(
                name,
                // Group Replication's own channel says so.
                host.equals("<NULL>") ? "" : host,
                port,
                uuid.isEmpty() ? null : uuid.toLowerCase(Locale.ROOT),
                id == null || id == 0 ? null : id,
                thread(row, "io", "slave_io_state"),
                thread(row, "sql", "slave_sql_running_state"),
                Numbers.whole(text(row, "seconds_behind_master")),
                commitLag,
                empty(text(row, "master_log_file")),
                Numbers.whole(text(row, "read_master_log_pos")),
                empty(text(row, "relay_master_log_file")),
                Numbers.whole(text(row, "exec_master_log_pos")),
                Numbers.whole(row.text("relay_log_space")),
                parsed(row.text("retrieved_gtid_set"), GtidSet::parse),
                parsed(row.text("gtid_io_pos"), MariaDbGtids::parse),
                empty(row.text("auto_position")).equals("1")
                        || (!usingGtid.isEmpty() && !usingGtid.equalsIgnoreCase("No")),
                Numbers.whole(row.text("sql_delay")),
                List.copyOf(workers));
    }

    private static ReplicationThread thread(SnapshotRow row, String thread, String doing) {
        Long errno = Numbers.whole(row.text("last_" + thread + "_errno"));
        return new ReplicationThread(
                empty(text(row, "slave_" + thread + "_running")),
                empty(text(row, doing)),
                errno == null ? 0 : errno,
                error(row.text("last_" + thread + "_error")));
    }

    private static ApplierWorker worker(SnapshotRow row) {
        long error = row.number("last_error_number", 0);
        return new ApplierWorker(
                row.number("worker_id", 0),
                row.textOrEmpty("service_state").equalsIgnoreCase("ON"),
                error,
                error(row.text("last_error_message")),
                error == 0 ? null : failedGtid(row));
    }

    /** Of several workers the message names it; of one alone a column that 5.7 calls otherwise. */
    private static String failedGtid(SnapshotRow row) {
        Matcher named = QUOTED_GTID.matcher(row.textOrEmpty("last_error_message"));
        if (named.find()) {
            return named.group(1);
        }
        for (String column : List.of("applying_transaction", "last_seen_transaction")) {
            String text = row.textOrEmpty(column);
            if (GTID.matcher(text).matches()) {
                return text;
            }
        }
        return null;
    }

    /** Messages quote rows and accounts. */
    private static String error(String text) {
        return text == null || text.isEmpty() ? "" : Foreign.text(LiteralMask.maskError(text), MAX_ERROR_TEXT);
    }

    private static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return text == null ? null : parser.apply(text);
        } catch (ProblemException e) {
            return null; // Told of the server's own set already, should it be of a new form.
        }
    }

    private static String text(SnapshotRow row, String olderName) {
        return ReplicaColumns.text(row, olderName);
    }

    private static String empty(String text) {
        return text == null ? "" : text;
    }
}
