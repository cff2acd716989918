package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.instance.ApplierWorker;
import io.hydrophone.topology.instance.ReplicationChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What to do about a replica's threads, by the numbers of their errors. */
final class ChannelAdvice {
    private final Address replica;
    private final Address source;
    private final Statements statements;
    private final ReplicationChannel channel;

    ChannelAdvice(Link.Replication link, Statements statements) {
        this.replica = link.from();
        this.source = link.to();
        this.statements = statements;
        this.channel = link.channel();
    }

    Advice start() {
        return Advice.sql(replica, "somebody stopped it; start it again", List.of(statements.start(channel.name())));
    }

    Advice receiver() {
        String name = channel.name();
        return switch ((int) channel.receiver().errorNumber()) {
            // Access denied, for the account or for the host.
            case 1045, 1130, 1044 ->
                Advice.sql(
                        replica,
                        "the source refuses the account: put the right one in place of 'CHANGE ME'",
                        List.of(
                                statements.stop(name),
                                statements.change(name, "SOURCE_USER='CHANGE ME'", "SOURCE_PASSWORD='CHANGE ME'"),
                                statements.start(name)));
            case 2061 ->
                Advice.sql(
                        replica,
                        "the account's password goes only over TLS, or encrypted by the source's key",
                        List.of(
                                statements.stop(name),
                                statements.change(name, "GET_SOURCE_PUBLIC_KEY=1"),
                                statements.start(name)));
            // 1236 of the source; since 8.0 within 13114.
            case 1236, 13114 ->
                Advice.sql(
                        replica,
                        "the source cannot give what comes next, mostly because its binary logs were purged: read the error;"
                                + " when it is so, build the replica anew from a backup or a clone",
                        List.of(statements.status(name)));
            case 1593, 13117 ->
                Advice.sql(
                        replica,
                        "its number or UUID may be that of its source: give it another (the UUID is in auto.cnf of its data"
                                + " directory)",
                        List.of("SELECT @@server_id", statements.status(name)));
            default ->
                hasGivenUp()
                        ? Advice.sql(
                                replica,
                                "it has given up, after as many tries as it was allowed: start it when its source is back",
                                List.of(statements.start(name)))
                        : Advice.shell(
                                replica,
                                "try the way from the replica's machine to its source",
                                "mysql --host=" + source.host() + " --port=" + source.port()
                                        + " --user=REPLICATION_ACCOUNT --password");
        };
    }

    private boolean hasGivenUp() {
        return channel.receiver().state().equalsIgnoreCase("No");
    }

    Advice applier() {
        String name = channel.name();
        return switch ((int) channel.applier().errorNumber()) {
            // A row is there already, is not there, or fails a key.
            case 1062, 1032, 1452 -> skip();
            case 1021, 1114, 3 ->
                Advice.shell(replica, "the disk is full: make room, then start the applier", "df -h", "df -i");
            case 1594, 13121 ->
                Advice.sql(
                        replica,
                        "its relay log is damaged: fetch it again",
                        List.of(statements.stop(name), statements.forgetRelayLog(name), statements.start(name)));
            default ->
                Advice.sql(
                        replica,
                        "read the error, mend what it names, then start the applier",
                        List.of(statements.status(name), statements.startApplier(name)));
        };
    }

    private Advice skip() {
        List<String> lines = new ArrayList<>(List.of(statements.stopApplier(channel.name())));
        String gtid = failedGtid();
        if (gtid != null) {
            lines.addAll(empty(gtid));
            lines.add("SET GTID_NEXT = 'AUTOMATIC'");
        } else if (statements.isMariaDb()) {
            if (!channel.name().isEmpty()) {
                lines.add("SET default_master_connection = " + Statements.quoted(channel.name()));
            }
            lines.add("SET GLOBAL sql_slave_skip_counter = 1");
        } else if (channel.autoPosition()) {
            return Advice.sql(
                    replica,
                    "its data differ from its source's: see which transaction it is, and mend the rows",
                    List.of(statements.status(channel.name())));
        } else {
            lines.add(statements.skipOne());
        }
        lines.add(statements.startApplier(channel.name()));
        return Advice.sql(
                replica,
                "its data differ from its source's: compare the rows first. This leaves out "
                        + (gtid == null ? "the next transaction" : gtid) + ", with all else that it changed",
                lines);
    }

    private String failedGtid() {
        return channel.workers().stream()
                .map(ApplierWorker::failedGtid)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A transaction that changes nothing takes the place of one that would. */
    static List<String> empty(String gtid) {
        return List.of("SET GTID_NEXT = " + Statements.quoted(gtid), "BEGIN", "COMMIT");
    }
}
