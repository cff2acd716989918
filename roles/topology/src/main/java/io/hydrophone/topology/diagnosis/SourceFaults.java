package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Role;
import io.hydrophone.topology.instance.ReplicationThread;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources, judged by their replicas: a source that we do not reach and from which replicas read lives. The predicates are Orchestrator's, but for
 * one: a replica reads when its receiver runs, whatever its applier does.
 */
final class SourceFaults {
    private final Sight sight;
    private final Upstream upstream;
    private final Promotion promotion;

    SourceFaults(Sight sight) {
        this.sight = sight;
        this.upstream = new Upstream(sight);
        this.promotion = new Promotion(sight);
    }

    void addTo(List<Finding> found) {
        for (Instance instance : sight.topology().instances()) {
            List<Link.Replication> replicas = sight.replicas(instance.address());
            List<Link.Replication> telling =
                    replicas.stream().filter(link -> link.channel() != null).toList();
            if (Sight.isSilent(instance) && !telling.isEmpty()) {
                found.add(silent(instance, telling));
            } else if (!Sight.isSilent(instance) && !replicas.isEmpty()) {
                answering(instance, replicas, telling, found);
            }
        }
    }

    private Finding silent(Instance source, List<Link.Replication> telling) {
        List<Evidence> evidence = new ArrayList<>(List.of(Sight.fromHere(source)));
        telling.forEach(link -> evidence.add(new Evidence(link.from(), ChannelFaults.state(link))));
        List<Link.Replication> reading = telling.stream()
                .filter(link -> link.channel().receiver().isRunning())
                .toList();
        Tier tier = tier(source);
        if (!reading.isEmpty()) {
            boolean lagging = reading.stream().allMatch(link -> ChannelFaults.isLagging(link.channel()));
            return sight.finding(
                    tier.unreachable(lagging),
                    source.address(),
                    evidence,
                    InstanceFaults.machine(
                            source.address(),
                            "replicas read from it: look at the way there, and at what holds it up. Promote nothing yet"));
        }
        List<Address> about = new ArrayList<>(List.of(source.address()));
        telling.forEach(link -> about.add(link.from()));
        List<Address> lost = lost(source);
        lost.forEach(each -> evidence.add(
                new Evidence(null, each + " " + Sight.fromHere(sight.at(each)).says())));
        about.addAll(lost);
        boolean connecting = telling.stream().allMatch(SourceFaults::isFailingToConnect);
        Code code = tier.dead(lost.isEmpty(), telling.size(), connecting);
        Address above = tier == Tier.INTERMEDIATE ? upstream.of(source) : null;
        if (above != null) {
            evidence.add(new Evidence(null, "it followed " + above + ", whose transactions its replicas have"));
        }
        List<Advice> advice = new ArrayList<>();
        advice.add(InstanceFaults.machine(source.address(), "start it again while nothing took its place"));
        advice.addAll(tier == Tier.INTERMEDIATE ? promotion.repoint(telling, above) : promotion.of(telling));
        return sight.finding(code, about, evidence, advice);
    }

    /** One that connects and has no error yet may work in a moment. */
    private static boolean worksOrBegins(Link.Replication link) {
        ReplicationThread receiver = link.channel().receiver();
        boolean begins = receiver.state().equalsIgnoreCase("Connecting") && receiver.errorNumber() == 0;
        return (receiver.isRunning() || begins) && link.channel().applier().isRunning();
    }

    /** Also when it has given up after so many tries; client's errors are those of connections. */
    private static boolean isFailingToConnect(Link.Replication link) {
        ReplicationThread receiver = link.channel().receiver();
        return link.channel().applier().isRunning()
                && (receiver.state().equalsIgnoreCase("Connecting")
                        || (receiver.errorNumber() >= 2000 && receiver.errorNumber() < 3000));
    }

    /** In the same cluster, silent, and tied to nobody: as far as anybody can tell its replicas. */
    private List<Address> lost(Instance source) {
        return sight.members(sight.cluster(source.address())).stream()
                .filter(each -> !each.address().equals(source.address()))
                .filter(sight::isForgotten)
                .map(Instance::address)
                .toList();
    }

    private void answering(
            Instance source, List<Link.Replication> replicas, List<Link.Replication> telling, List<Finding> found) {
        List<Link.Replication> dead = replicas.stream()
                .filter(link -> link.channel() == null && Sight.isSilent(sight.at(link.from())))
                .toList();
        boolean anyWorks = telling.stream().anyMatch(SourceFaults::worksOrBegins);
        boolean allKnown = telling.size() + dead.size() == replicas.size();
        if (anyWorks || !allKnown) {
            return;
        }
        List<Evidence> evidence = new ArrayList<>(List.of(new Evidence(
                null,
                source.address() + (Sight.answers(source) ? " answers" : " lives") + ", none of " + replicas.size()
                        + (replicas.size() == 1 ? " replica works" : " replicas work"))));
        telling.forEach(link -> evidence.add(new Evidence(link.from(), ChannelFaults.state(link))));
        dead.forEach(link -> evidence.add(new Evidence(
                null, link.from() + " " + Sight.fromHere(sight.at(link.from())).says())));
        List<Address> about = new ArrayList<>(List.of(source.address()));
        replicas.forEach(link -> about.add(link.from()));
        found.add(sight.finding(tier(source).notReplicating(replicas.size(), dead.size()), about, evidence, List.of()));
    }

    private Tier tier(Instance source) {
        if (source.roles().contains(Role.GROUP_PRIMARY) || source.roles().contains(Role.GROUP_SECONDARY)) {
            return Tier.GROUP_MEMBER;
        }
        if (source.roles().contains(Role.CO_SOURCE)) {
            return Tier.CO_MASTER;
        }
        boolean follows = !sight.sources(source.address()).isEmpty();
        return follows || upstream.of(source) != null ? Tier.INTERMEDIATE : Tier.MASTER;
    }

    /** Where a source stands, which decides how its failures are called. */
    private enum Tier {
        MASTER,
        CO_MASTER,
        INTERMEDIATE,
        GROUP_MEMBER;

        Code unreachable(boolean lagging) {
            return switch (this) {
                case MASTER, GROUP_MEMBER ->
                    lagging ? Code.UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS : Code.UNREACHABLE_MASTER;
                case CO_MASTER -> Code.UNREACHABLE_CO_MASTER;
                case INTERMEDIATE ->
                    lagging
                            ? Code.UNREACHABLE_INTERMEDIATE_MASTER_WITH_LAGGING_REPLICAS
                            : Code.UNREACHABLE_INTERMEDIATE_MASTER;
            };
        }

        Code dead(boolean allTell, int telling, boolean connecting) {
            return switch (this) {
                case MASTER -> allTell ? Code.DEAD_MASTER : Code.DEAD_MASTER_AND_SOME_REPLICAS;
                case CO_MASTER -> allTell ? Code.DEAD_CO_MASTER : Code.DEAD_CO_MASTER_AND_SOME_REPLICAS;
                case INTERMEDIATE -> {
                    if (!allTell) {
                        yield Code.DEAD_INTERMEDIATE_MASTER_AND_SOME_REPLICAS;
                    }
                    if (telling > 1) {
                        yield Code.DEAD_INTERMEDIATE_MASTER;
                    }
                    yield connecting
                            ? Code.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT
                            : Code.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA;
                }
                case GROUP_MEMBER -> Code.DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS;
            };
        }

        Code notReplicating(int replicas, int dead) {
            return switch (this) {
                case CO_MASTER -> Code.ALL_CO_MASTER_REPLICAS_NOT_REPLICATING;
                case INTERMEDIATE -> Code.ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING;
                case MASTER, GROUP_MEMBER -> {
                    if (replicas == 1) {
                        yield dead == 1 ? Code.MASTER_SINGLE_REPLICA_DEAD : Code.MASTER_SINGLE_REPLICA_NOT_REPLICATING;
                    }
                    yield dead == 0
                            ? Code.ALL_MASTER_REPLICAS_NOT_REPLICATING
                            : Code.ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD;
                }
            };
        }
    }
}
