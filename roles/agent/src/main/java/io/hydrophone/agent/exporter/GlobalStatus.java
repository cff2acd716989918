package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.StatusReadings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code SHOW GLOBAL STATUS}: groups of names as families with a label, each other name as one of its own. */
final class GlobalStatus {
    static final Collector COLLECTOR = Collector.of("global_status", StatusReadings.GLOBAL_STATUS, GlobalStatus::write);

    private static final String PREFIX = "mysql_global_status_";

    /** Names that begin alike, as one family whose label has the rest. */
    private record Group(String begins, FamilyType type, String family, String label, String help) {}

    private static final Group PAGES = new Group(
            "innodb_buffer_pool_pages_",
            FamilyType.GAUGE,
            "buffer_pool_pages",
            "state",
            "Pages of InnoDB's buffer pool by state.");
    private static final Group PAGE_CHANGES = new Group(
            "innodb_buffer_pool_pages_",
            FamilyType.COUNTER,
            "buffer_pool_page_changes_total",
            "operation",
            "Changes of state of pages of InnoDB's buffer pool.");
    private static final List<Group> GROUPS = List.of(
            new Group("com_", FamilyType.COUNTER, "commands_total", "command", "Commands that were executed."),
            new Group("handler_", FamilyType.COUNTER, "handlers_total", "handler", "Calls of storage engines."),
            new Group(
                    "connection_errors_",
                    FamilyType.COUNTER,
                    "connection_errors_total",
                    "error",
                    "Connections that were not made."),
            PAGES,
            PAGE_CHANGES,
            new Group(
                    "innodb_rows_",
                    FamilyType.COUNTER,
                    "innodb_row_ops_total",
                    "operation",
                    "Rows that InnoDB read or changed."),
            new Group(
                    "performance_schema_",
                    FamilyType.COUNTER,
                    "performance_schema_lost_total",
                    "instrumentation",
                    "What performance_schema had no room for."));

    private GlobalStatus() {}

    private static void write(Snapshot status, Series out) {
        Map<Group, Map<String, Double>> grouped = new LinkedHashMap<>();
        GROUPS.forEach(group -> grouped.put(group, new TreeMap<>()));
        status.pairs().forEach((name, text) -> {
            double value = ServerValue.of(text);
            Group group = Double.isNaN(value) ? null : group(name);
            if (group != null) {
                grouped.get(group).put(name.substring(group.begins.length()), value);
            } else if (name.equals("innodb_buffer_pool_pages_dirty")) {
                // Counted among the pages with data, so it may not be summed with them.
                out.single(
                        FamilyType.GAUGE,
                        PREFIX + "buffer_pool_dirty_pages",
                        "Pages of InnoDB's buffer pool that are to be written.",
                        value);
            } else if (!name.equals("innodb_buffer_pool_pages_total")) {
                out.single(FamilyType.UNTYPED, PREFIX + Series.part(name), "Of SHOW GLOBAL STATUS.", value);
            }
        });
        grouped.forEach((group, values) -> {
            if (out.family(group.type, PREFIX + group.family, group.help)) {
                values.forEach((label, value) -> out.line(value, group.label, label));
            }
        });
        galera(status.pairs(), out);
    }

    /** Null for a name that is a family of its own. */
    private static Group group(String name) {
        if (name.startsWith(PAGES.begins)) {
            return switch (name.substring(PAGES.begins.length())) {
                case "dirty", "total" -> null;
                case "data", "free", "misc", "old" -> PAGES;
                default -> PAGE_CHANGES;
            };
        }
        for (Group group : GROUPS) {
            if (name.startsWith(group.begins)) {
                return group;
            }
        }
        return null;
    }

    private static void galera(Map<String, String> status, Series out) {
        String state = status.getOrDefault("wsrep_local_state_uuid", "");
        if (!state.isEmpty()
                && out.family(FamilyType.GAUGE, "mysql_galera_status_info", "Of which Galera cluster it is.")) {
            out.line(
                    1,
                    "wsrep_local_state_uuid",
                    state,
                    "wsrep_cluster_state_uuid",
                    status.getOrDefault("wsrep_cluster_state_uuid", ""),
                    "wsrep_provider_version",
                    status.getOrDefault("wsrep_provider_version", ""));
        }
    }
}
