package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** {@code information_schema.innodb_metrics}: pages by their state or type as families with a label, each other name as one of its own. */
final class InnodbMetrics {
    private static final String PREFIX = "mysql_info_schema_innodb_metrics_";
    private static final String POOL = "buffer_pool_pages_";
    private static final String READ = "buffer_page_read_";
    private static final String WRITTEN = "buffer_page_written_";
    private static final Set<String> COUNTERS = Set.of("counter", "status_counter");

    private InnodbMetrics() {}

    static void write(Snapshot metrics, Series out) {
        List<SnapshotRow> rest = new ArrayList<>(metrics.rows());
        labelled(
                rest,
                out,
                READ,
                FamilyType.COUNTER,
                "buffer_page_read_total",
                "type",
                "Pages that were read, by type.");
        labelled(
                rest,
                out,
                WRITTEN,
                FamilyType.COUNTER,
                "buffer_page_written_total",
                "type",
                "Pages that were written, by type.");
        // The sum of the others, and what is counted among those with data.
        rest.removeIf(isOf("buffer", name -> name.equals(POOL + "total")));
        for (SnapshotRow row : take(rest, isOf("buffer", name -> name.equals(POOL + "dirty")))) {
            out.single(
                    FamilyType.GAUGE,
                    PREFIX + "buffer_pool_dirty_pages",
                    "Pages that are to be written.",
                    row.decimal("count"));
        }
        labelled(rest, out, POOL, FamilyType.GAUGE, "buffer_pool_pages", "state", "Pages of the buffer pool by state.");
        for (SnapshotRow row : rest) {
            double value = row.decimal("count");
            boolean counts = COUNTERS.contains(row.textOrEmpty("type")) && value >= 0;
            String name = Series.clean(row.textOrEmpty("subsystem") + "_" + row.textOrEmpty("name"));
            out.single(
                    counts ? FamilyType.COUNTER : FamilyType.GAUGE,
                    PREFIX + name + (counts ? "_total" : ""),
                    row.textOrEmpty("comment"),
                    value);
        }
    }

    private static void labelled(
            List<SnapshotRow> rest,
            Series out,
            String begins,
            FamilyType type,
            String family,
            String label,
            String help) {
        String subsystem = begins.equals(POOL) ? "buffer" : "buffer_page_io";
        List<SnapshotRow> rows = take(rest, isOf(subsystem, name -> name.startsWith(begins)));
        if (!rows.isEmpty() && out.family(type, PREFIX + family, help)) {
            rows.forEach(row -> out.line(
                    row.decimal("count"), label, row.textOrEmpty("name").substring(begins.length())));
        }
    }

    private static Predicate<SnapshotRow> isOf(String subsystem, Predicate<String> name) {
        return row -> row.textOrEmpty("subsystem").equals(subsystem) && name.test(row.textOrEmpty("name"));
    }

    private static List<SnapshotRow> take(List<SnapshotRow> rows, Predicate<SnapshotRow> wanted) {
        List<SnapshotRow> taken = rows.stream().filter(wanted).toList();
        rows.removeAll(taken);
        return taken;
    }
}
