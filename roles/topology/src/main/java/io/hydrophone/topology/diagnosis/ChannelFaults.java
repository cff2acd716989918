package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.instance.ReplicationChannel;
import io.hydrophone.topology.instance.ReplicationThread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What replicas say of their own threads, lag and transactions. */
final class ChannelFaults {
    /** Beyond what is wanted; less is usual under load. */
    static final long LAG_SECONDS = 30;

    private final Sight sight;

    ChannelFaults(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        Set<Address> errant = new HashSet<>();
        for (Link.Replication link : sight.topology().replication()) {
            Instance replica = sight.at(link.from());
            if (link.channel() == null || replica.view() == null) {
                continue;
            }
            ChannelAdvice advice = new ChannelAdvice(
                    link, new Statements(replica.view().identity().version()));
            threads(link, advice, found);
            lag(link, found);
            Long count = link.drift().errant();
            if (count != null && count > 0 && errant.add(link.from())) {
                found.add(errant(link, replica));
            }
        }
    }

    private void threads(Link.Replication link, ChannelAdvice advice, List<Finding> found) {
        ReplicationThread receiver = link.channel().receiver();
        ReplicationThread applier = link.channel().applier();
        boolean receives = receiver.isRunning();
        if (!receives && receiver.errorNumber() != 0) {
            found.add(finding(Code.REPLICA_RECEIVER_FAILING, link, state(link), advice.receiver()));
        } else if (receiver.state().equalsIgnoreCase("Connecting")) {
            found.add(finding(Code.REPLICA_RECEIVER_CONNECTING, link, state(link), null));
        }
        if (!applier.isRunning() && applier.errorNumber() != 0) {
            found.add(finding(Code.REPLICA_APPLIER_STOPPED, link, state(link), advice.applier()));
        }
        boolean receiverStopped = receiver.state().equalsIgnoreCase("No") && receiver.errorNumber() == 0;
        boolean applierStopped = !applier.isRunning() && applier.errorNumber() == 0;
        if (receiverStopped || applierStopped) {
            found.add(finding(Code.REPLICA_STOPPED, link, state(link), advice.start()));
        }
    }

    private Finding finding(Code code, Link.Replication link, String says, Advice advice) {
        return sight.finding(
                code,
                List.of(link.from(), link.to()),
                List.of(new Evidence(link.from(), says)),
                advice == null ? List.of() : List.of(advice));
    }

    /** What a replica says of its channel, errors by their numbers: their texts are in the tree. */
    static String state(Link.Replication link) {
        ReplicationChannel channel = link.channel();
        StringBuilder text = new StringBuilder(channel.name().isEmpty() ? "" : "[" + channel.name() + "] ");
        text.append("from ").append(link.to());
        text.append(" receiver ").append(channel.receiver().state());
        if (channel.receiver().errorNumber() != 0) {
            text.append(" (error ").append(channel.receiver().errorNumber()).append(')');
        }
        text.append(", applier ").append(channel.applier().state());
        if (channel.applier().errorNumber() != 0) {
            text.append(" (error ").append(channel.applier().errorNumber()).append(')');
        }
        if (link.drift().missing() != null && link.drift().missing() > 0) {
            text.append(", ").append(link.drift().missing()).append(" missing");
        }
        return text.toString();
    }

    private void lag(Link.Replication link, List<Finding> found) {
        if (isLagging(link.channel())) {
            long seconds = behind(link.channel());
            found.add(finding(
                    Code.LAGGING_REPLICA,
                    link,
                    seconds + " s behind " + link.to()
                            + (link.drift().missing() == null
                                    ? ""
                                    : ", " + link.drift().missing() + " missing"),
                    Advice.sql(
                            link.from(),
                            "see what it applies, and what keeps it from that",
                            List.of("SHOW FULL PROCESSLIST", "SHOW ENGINE INNODB STATUS"))));
        }
    }

    static boolean isLagging(ReplicationChannel channel) {
        long wanted = channel.delaySeconds() == null ? 0 : channel.delaySeconds();
        return behind(channel) - wanted > LAG_SECONDS;
    }

    private static long behind(ReplicationChannel channel) {
        long seconds = channel.secondsBehind() == null ? 0 : channel.secondsBehind();
        double commits = channel.commitLagSeconds() == null ? 0 : channel.commitLagSeconds();
        return Math.max(seconds, (long) commits);
    }

    private Finding errant(Link.Replication link, Instance replica) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                link.from(),
                "has " + link.drift().errant() + " that came from none of its sources: "
                        + link.drift().errantSet()));
        return sight.finding(
                Code.ERRANT_GTID,
                link.from(),
                evidence,
                new ErrantAdvice(sight)
                        .of(link, replica.view().identity().version().isMariaDb()));
    }
}
