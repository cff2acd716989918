package io.hydrophone.topology.instance;

import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The group that a member sees. */
final class Groups {
    private Groups() {}

    /** Null for none, and when it cannot be read. */
    static GroupView read(Answers answers, Pairs variables, Pairs status) throws InterruptedException {
        List<SnapshotRow> members = answers.rows(ReplicationReadings.GROUP_MEMBERS);
        if (members == null || members.isEmpty()) {
            return null;
        }
        String name = variables.textOrEmpty("group_replication_group_name");
        List<SnapshotRow> known = members.stream()
                .filter(row -> !row.textOrEmpty("member_id").isEmpty())
                .toList();
        if (known.isEmpty()) {
            return null; // The plugin is there, and was never started.
        }
        Map<String, SnapshotRow> stats = new HashMap<>();
        List<SnapshotRow> told = answers.rows(ReplicationReadings.GROUP_MEMBER_STATS);
        for (SnapshotRow row : told == null ? List.<SnapshotRow>of() : told) {
            stats.put(row.textOrEmpty("member_id"), row);
        }
        boolean single = !Boolean.FALSE.equals(variables.flag("group_replication_single_primary_mode"));
        String primary = status.textOrEmpty("group_replication_primary_member");
        return new GroupView(
                name,
                single,
                known.stream()
                        .map(row -> member(row, single, primary, stats.get(row.text("member_id"))))
                        .toList());
    }

    private static GroupMember member(SnapshotRow row, boolean single, String primary, SnapshotRow stats) {
        String uuid = row.textOrEmpty("member_id").toLowerCase(Locale.ROOT);
        return new GroupMember(
                uuid,
                row.textOrEmpty("member_host"),
                Numbers.port(row.text("member_port")),
                row.textOrEmpty("member_state"),
                row.columns().contains("member_role") ? row.textOrEmpty("member_role") : role(uuid, single, primary),
                row.textOrEmpty("member_version"),
                stats == null ? null : stats(stats));
    }

    /** MySQL 5.7 names the primary of a single-primary group in its status, and no roles. */
    private static String role(String uuid, boolean single, String primary) {
        if (!single) {
            return "PRIMARY";
        }
        return primary.isEmpty() ? "" : primary.equalsIgnoreCase(uuid) ? "PRIMARY" : "SECONDARY";
    }

    private static GroupMemberStats stats(SnapshotRow row) {
        return new GroupMemberStats(
                row.text("view_id"),
                Numbers.whole(row.text("count_transactions_in_queue")),
                Numbers.whole(row.text("count_transactions_checked")),
                Numbers.whole(row.text("count_conflicts_detected")),
                Numbers.whole(row.text("count_transactions_rows_validating")),
                Numbers.whole(row.text("count_transactions_remote_in_applier_queue")),
                Numbers.whole(row.text("count_transactions_remote_applied")),
                Numbers.whole(row.text("count_transactions_local_proposed")),
                Numbers.whole(row.text("count_transactions_local_rollback")));
    }
}
