package io.hydrophone.agent.exporter;

import io.hydrophone.client.Dialect;
import io.hydrophone.client.reading.SessionReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Collectors of sessions, accounts, and what was done by whom. */
final class SessionCollectors {
    private static final String SCHEMA = "mysql_info_schema_";
    private static final Map<String, String> RENAMED = Map.of(
            "connected_time", "connected_time_seconds_total",
            "busy_time", "busy_seconds_total",
            "cpu_time", "cpu_time_seconds_total");
    /** Of users' statistics mysqld_exporter does not know this one. */
    private static final String TIME_EXCEEDED = "max_statement_time_exceeded";

    private SessionCollectors() {}

    static List<Collector> all(CollectorOptions options) {
        return List.of(
                Collector.of(
                        "info_schema.processlist",
                        SessionReadings.states(options.processAge()),
                        SessionCollectors::processes),
                Collector.of(
                        "info_schema.clientstats",
                        SessionReadings.CLIENT_STATISTICS,
                        (rows, out) -> statistics(rows, out, "client", Set.of())),
                Collector.of(
                        "info_schema.userstats",
                        SessionReadings.USER_STATISTICS,
                        (rows, out) -> statistics(rows, out, "user", Set.of(TIME_EXCEEDED))),
                new Collector(
                        "info_schema.query_response_time",
                        List.of(
                                SessionReadings.RESPONSE_TIMES,
                                SessionReadings.RESPONSE_TIMES_READ,
                                SessionReadings.RESPONSE_TIMES_WRITE),
                        SessionCollectors::responseTimes),
                Collector.of(
                        "mysql.user",
                        SessionReadings.ACCOUNTS,
                        (accounts, out) -> accounts(accounts, out, options.privileges())),
                Collector.of("sys.user_summary", SessionReadings.USER_SUMMARY, userSummary()::write));
    }

    private static void processes(Snapshot states, Series out) {
        String[] labels = {"command", "state"};
        sums(out, "threads", "Sessions by what they do.", states, "processes", labels, SessionCollectors::doing);
        sums(out, "seconds", "How long sessions have done it.", states, "seconds", labels, SessionCollectors::doing);
        sums(
                out,
                "processes_by_user",
                "Sessions by user.",
                states,
                "processes",
                new String[] {"mysql_user"},
                row -> List.of(row.textOrEmpty("user")));
        sums(
                out,
                "processes_by_host",
                "Sessions by client's host.",
                states,
                "processes",
                new String[] {"client_host"},
                row -> List.of(row.textOrEmpty("host").isEmpty() ? "unknown" : row.textOrEmpty("host")));
    }

    private static List<String> doing(SnapshotRow row) {
        return List.of(word(row.textOrEmpty("command")), word(row.textOrEmpty("state")));
    }

    /** A state as a label: {@code Waiting for table metadata lock} is {@code waiting_for_table_metadata_lock}. */
    private static String word(String state) {
        String word = state.toLowerCase(Locale.ROOT).replaceAll("[;,:.()]", "").replaceAll("[ -]", "_");
        return word.isEmpty() ? "unknown" : word;
    }

    private static void sums(
            Series out,
            String family,
            String help,
            Snapshot states,
            String column,
            String[] labels,
            Function<SnapshotRow, List<String>> by) {
        Map<List<String>, Double> sums =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        states.rows().forEach(row -> sums.merge(by.apply(row), row.decimal(column), Double::sum));
        if (out.family(FamilyType.GAUGE, SCHEMA + "processlist_" + family, help)) {
            sums.forEach((values, sum) -> {
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < labels.length; i++) {
                    pairs.add(labels[i]);
                    pairs.add(values.get(i));
                }
                out.line(sum, pairs.toArray(String[]::new));
            });
        }
    }

    /** Each column but the first is a family. */
    private static void statistics(Snapshot rows, Series out, String label, Set<String> unknown) {
        if (rows.rows().isEmpty()) {
            return;
        }
        for (String column : rows.rows().getFirst().columns()) {
            if (column.equals(label) || column.equals(Dialect.MARK)) {
                continue;
            }
            boolean gauge = column.equals("concurrent_connections");
            FamilyType type =
                    unknown.contains(column) ? FamilyType.UNTYPED : gauge ? FamilyType.GAUGE : FamilyType.COUNTER;
            String name = unknown.contains(column) || gauge || column.equals("total_connections")
                    ? column
                    : RENAMED.getOrDefault(column, column + "_total");
            new TableFamilies(SCHEMA + label + "_statistics_")
                    .label(label)
                    .add(type, Series.part(name), column, 1, "Of " + label + "_statistics: " + column + ".")
                    .write(rows, out);
        }
    }

    private static void responseTimes(List<Snapshot> tables, Series out) {
        List<String> kinds = List.of("", "read_", "write_");
        for (int i = 0; i < kinds.size(); i++) {
            if (tables.get(i).isOffered()) {
                out.histogram(
                        SCHEMA + kinds.get(i) + "query_response_time_seconds",
                        "How long statements took.",
                        responseTimes(tables.get(i)));
            }
        }
    }

    /** The last row is a text, TOO LONG. */
    private static Histogram responseTimes(Snapshot table) {
        List<String> bounds = new ArrayList<>();
        List<Long> cumulative = new ArrayList<>();
        long count = 0;
        double sum = 0;
        for (SnapshotRow row : table.rows()) {
            double bound = SnapshotRow.decimalIn(row.textOrEmpty("time").strip());
            double total = SnapshotRow.decimalIn(row.textOrEmpty("total").strip());
            count += row.number("count", 0);
            sum += Double.isNaN(total) ? 0 : total;
            if (!Double.isNaN(bound)) {
                bounds.add(Histogram.bound(bound));
                cumulative.add(count);
            }
        }
        return new Histogram(bounds, cumulative, sum, count);
    }

    private static void accounts(Snapshot accounts, Series out, boolean withPrivileges) {
        if (withPrivileges && !accounts.rows().isEmpty()) {
            for (String column : accounts.rows().getFirst().columns()) {
                if (column.endsWith("_priv")
                        && out.family(
                                FamilyType.GAUGE, "mysql_mysql_" + Series.part(column), "Who may: " + column + ".")) {
                    for (SnapshotRow row : accounts.rows()) {
                        out.line(
                                row.textOrEmpty(column).equals("Y") ? 1 : 0,
                                "mysql_user",
                                row.textOrEmpty("user"),
                                "hostmask",
                                row.textOrEmpty("host"));
                    }
                }
            }
        }
        new TableFamilies("mysql_mysql_")
                .label("mysql_user", "user")
                .label("hostmask", "host")
                .gauge("max_questions", "max_questions", "How many statements an hour the account may send; 0 any.")
                .gauge("max_updates", "max_updates", "How many changes an hour the account may make; 0 any.")
                .gauge("max_connections", "max_connections", "How many logins an hour the account may have; 0 any.")
                .gauge(
                        "max_user_connections",
                        "max_user_connections",
                        "How many sessions at once the account may have; 0 any.")
                .write(accounts, out);
    }

    private static TableFamilies userSummary() {
        return new TableFamilies("mysql_sys_")
                .label("user")
                .counter("statements_total", "statements", "Statements of the user.")
                .seconds("statement_latency", "statement_latency", "Time that statements of the user took.")
                .counter("table_scans_total", "table_scans", "Scans of whole tables.")
                .counter("file_ios_total", "file_ios", "Accesses to files.")
                .seconds("file_io_seconds_total", "file_io_latency", "Time of accesses to files.")
                .gauge("current_connections", "current_connections", "Sessions of the user.")
                .counter("connections_total", "total_connections", "Logins of the user.")
                .counter("unique_hosts_total", "unique_hosts", "Hosts from which the user came.")
                .gauge("current_memory_bytes", "current_memory", "Memory that is allocated for the user.")
                .counter(
                        "memory_allocated_bytes_total",
                        "total_memory_allocated",
                        "Memory that was ever allocated for the user.");
    }
}
