package io.hydrophone.topology.report;

import io.hydrophone.core.Problem;
import io.hydrophone.topology.instance.ApplierWorker;
import io.hydrophone.topology.instance.ConnectedReplica;
import io.hydrophone.topology.instance.GaleraView;
import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.instance.GroupMemberStats;
import io.hydrophone.topology.instance.Identity;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.ReplicationChannel;
import io.hydrophone.topology.instance.ReplicationThread;
import io.hydrophone.topology.instance.SemiSync;
import io.hydrophone.topology.instance.Settings;
import io.hydrophone.topology.instance.Transactions;
import java.util.Locale;

/** What an instance says of itself, as properties. */
final class ViewJson {
    private ViewJson() {}

    static void write(Json json, InstanceView view) {
        json.number("taken_at", TopologyJson.micros(view.takenAt()));
        identity(json, view.identity());
        settings(json, view.settings());
        if (view.binaryLog() != null) {
            json.object("binary_log", () -> {
                json.text("file", view.binaryLog().file());
                json.number("position", view.binaryLog().position());
            });
        }
        switch (view.transactions()) {
            case Transactions.MySql mine -> {
                json.textOf("gtid_executed", mine.executed());
                json.textOf("gtid_purged", mine.purged());
            }
            case Transactions.MariaDb mine -> {
                json.textOf("gtid_binlog_pos", mine.binlog());
                json.textOf("gtid_slave_pos", mine.slave());
                json.textOf("gtid_current_pos", mine.current());
                json.textOf("gtid_binlog_state", mine.state());
            }
            case null -> {}
        }
        json.list("channels", view.channels(), channel -> channel(json, channel));
        json.list("replicas", view.replicas(), replica -> replica(json, replica));
        if (view.semiSync() != null) {
            json.object("semi_sync", () -> semiSync(json, view.semiSync()));
        }
        if (view.group() != null) {
            json.object("group", () -> {
                json.text("name", view.group().name());
                json.flag("single_primary", view.group().singlePrimary());
                json.list("members", view.group().members(), member -> member(json, member));
            });
        }
        if (view.galera() != null) {
            json.object("galera", () -> galera(json, view.galera()));
        }
        if (view.cluster() != null) {
            json.object("innodb_cluster", () -> {
                json.text("name", view.cluster().name());
                json.texts("addresses", view.cluster().addresses().stream());
            });
        }
        json.list("problems", view.problems(), problem -> problem(json, problem));
    }

    private static void identity(Json json, Identity identity) {
        json.text("identity", identity.key());
        json.text("flavour", identity.version().flavour().name().toLowerCase(Locale.ROOT));
        json.text("version", identity.version().text());
        json.number("server_id", identity.serverId());
        json.text("hostname", identity.hostname());
        json.number("port", (long) identity.port());
        json.text("report_host", identity.reportHost());
        json.number("report_port", (long) identity.reportPort());
    }

    private static void settings(Json json, Settings settings) {
        json.flag("writable", settings.isWritable());
        json.flag("read_only", settings.readOnly());
        json.flag("super_read_only", settings.superReadOnly());
        json.flag("offline_mode", settings.offlineMode());
        json.flag("log_bin", settings.logBin());
        json.text("binlog_format", settings.binlogFormat());
        json.flag("log_replica_updates", settings.logsReplicaUpdates());
        json.text("gtid_mode", settings.gtidMode());
        json.number("gtid_domain_id", settings.gtidDomain());
    }

    private static void channel(Json json, ReplicationChannel channel) {
        json.text("name", channel.name());
        json.text("source_host", channel.sourceHost());
        json.number("source_port", channel.sourcePort() < 0 ? null : (Long) (long) channel.sourcePort());
        json.text("source_uuid", channel.sourceUuid());
        json.number("source_server_id", channel.sourceServerId());
        json.object("receiver", () -> thread(json, channel.receiver()));
        json.object("applier", () -> thread(json, channel.applier()));
        json.number("seconds_behind", channel.secondsBehind());
        json.decimal("commit_lag_seconds", channel.commitLagSeconds());
        json.text("read_file", channel.readFile());
        json.number("read_position", channel.readPosition());
        json.text("executed_file", channel.executedFile());
        json.number("executed_position", channel.executedPosition());
        json.number("relay_log_bytes", channel.relayLogBytes());
        json.textOf("retrieved_gtid_set", channel.retrieved());
        json.textOf("gtid_io_pos", channel.received());
        json.flag("auto_position", channel.autoPosition());
        json.number("delay_seconds", channel.delaySeconds());
        json.list("workers", channel.workers(), worker -> worker(json, worker));
    }

    private static void thread(Json json, ReplicationThread thread) {
        json.text("state", thread.state());
        json.text("doing", thread.doing());
        json.number("error_number", thread.errorNumber());
        json.text("error", thread.error());
    }

    private static void worker(Json json, ApplierWorker worker) {
        json.number("id", worker.id());
        json.flag("running", worker.isRunning());
        json.number("error_number", worker.errorNumber());
        json.text("error", worker.error());
    }

    private static void replica(Json json, ConnectedReplica replica) {
        json.number("server_id", replica.serverId());
        json.text("server_uuid", replica.serverUuid());
        json.text("host", replica.host());
        json.number(
                "port", replica.port() == null ? null : (Long) replica.port().longValue());
        json.text("peer", replica.peer());
    }

    private static void semiSync(Json json, SemiSync semiSync) {
        json.flag("source_enabled", semiSync.sourceEnabled());
        json.flag("source_active", semiSync.sourceActive());
        json.number("clients", semiSync.clients());
        json.number("wait_for_replicas", semiSync.waitForReplicas());
        json.number("timeout_ms", semiSync.timeoutMillis());
        json.flag("replica_enabled", semiSync.replicaEnabled());
        json.flag("replica_active", semiSync.replicaActive());
    }

    private static void member(Json json, GroupMember member) {
        json.text("uuid", member.uuid());
        json.text("host", member.host());
        json.number("port", member.port() < 0 ? null : (Long) (long) member.port());
        json.text("state", member.state());
        json.text("role", member.role());
        json.text("version", member.version());
        if (member.stats() != null) {
            json.object("stats", () -> stats(json, member.stats()));
        }
    }

    private static void stats(Json json, GroupMemberStats stats) {
        json.text("view_id", stats.viewId());
        json.number("in_queue", stats.inQueue());
        json.number("checked", stats.checked());
        json.number("conflicts", stats.conflicts());
        json.number("rows_validating", stats.rowsValidating());
        json.number("remote_in_applier_queue", stats.remoteInApplierQueue());
        json.number("remote_applied", stats.remoteApplied());
        json.number("local_proposed", stats.localProposed());
        json.number("local_rolled_back", stats.localRolledBack());
    }

    private static void galera(Json json, GaleraView galera) {
        json.text("cluster", galera.clusterName());
        json.text("state_uuid", galera.stateUuid());
        json.text("status", galera.status());
        json.number("size", galera.size());
        json.text("node", galera.nodeName());
        json.text("local_state", galera.localState());
        json.flag("ready", galera.ready());
        json.flag("connected", galera.connected());
        json.texts("incoming_addresses", galera.incomingAddresses().stream());
        json.decimal("flow_control_paused_ratio", galera.flowControlPaused());
        json.number("receive_queue", galera.receiveQueue());
    }

    private static void problem(Json json, Problem problem) {
        json.text("code", problem.code());
        json.text("message", problem.message());
    }
}
