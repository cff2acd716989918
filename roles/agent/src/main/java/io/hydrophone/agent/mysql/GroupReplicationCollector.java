package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.core.Tags;
import java.util.Map;
import java.util.function.Consumer;

/** A member of a group, as it sees itself: state, role, and what it does with the group's transactions. */
final class GroupReplicationCollector implements Collector {
    private static final String PREFIX = "mysql.replication.group.";

    /** Metrics by the column that they are of. */
    private static final Map<String, String> STATISTICS = Map.of(
            "count_transactions_in_queue", "transactions",
            "count_transactions_checked", "transactions_check",
            "count_conflicts_detected", "conflicts_detected",
            "count_transactions_rows_validating", "transactions_validating",
            "count_transactions_remote_in_applier_queue", "transactions_in_applier_queue",
            "count_transactions_remote_applied", "transactions_applied",
            "count_transactions_local_proposed", "transactions_proposed",
            "count_transactions_local_rollback", "transactions_rollback");

    @Override
    public String name() {
        return "group_replication";
    }

    @Override
    public Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException {
        Snapshot member = server.now(MySqlReadings.GROUP_MEMBER);
        return out -> member.rows().forEach(row -> tell(row, out));
    }

    private static void tell(SnapshotRow row, Readings out) {
        String state = row.textOrEmpty("state");
        Tags tags = Tags.of(
                Tags.text("channel_name", row.textOrEmpty("channel")),
                Tags.text("member_state", state),
                Tags.text("member_role", row.textOrEmpty("role")));
        out.gauge(PREFIX + "member_status", 1, tags);
        STATISTICS.forEach((column, metric) -> out.gauge(PREFIX + metric, row.decimal(column), tags));
        Status status = switch (state) {
            case "ONLINE" -> Status.OK;
            case "RECOVERING" -> Status.WARNING;
            default -> Status.CRITICAL;
        };
        out.service(PREFIX + "status", status, tags, state);
    }
}
