package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Failure;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Mention;
import java.util.ArrayList;
import java.util.List;

/** Silent servers that nobody follows: leaves, members of groups, whole clusters. */
final class LostInstances {
    private final Sight sight;

    LostInstances(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        for (Cluster cluster : sight.topology().clusters()) {
            List<Instance> members = sight.members(cluster);
            boolean isWhole = members.stream()
                    .allMatch(member -> Sight.isSilent(member)
                            && sight.replicas(member.address()).isEmpty());
            if (isWhole) {
                whole(members, found);
            } else {
                members.stream()
                        .filter(Sight::isSilent)
                        .filter(member -> sight.replicas(member.address()).isEmpty())
                        .forEach(member -> found.add(one(member, members)));
            }
        }
    }

    private void whole(List<Instance> members, List<Finding> found) {
        Code code = members.size() == 1 ? Code.DEAD_MASTER_WITHOUT_REPLICAS : Code.DEAD_MASTER_AND_REPLICAS;
        List<Address> all = members.stream().map(Instance::address).toList();
        List<Evidence> evidence = new ArrayList<>();
        members.forEach(member -> evidence.add(new Evidence(
                null, member.address() + " " + Sight.fromHere(member).says())));
        found.add(sight.finding(
                code,
                all,
                evidence,
                List.of(InstanceFaults.machine(
                        all.getFirst(),
                        "nobody answers: look at the way there first, then at "
                                + (all.size() == 1
                                        ? "the server"
                                        : "the servers, the one that was written to first")))));
    }

    private Finding one(Instance instance, List<Instance> members) {
        Code code = Code.DEAD_REPLICA;
        if (members.stream().anyMatch(each -> each.view() != null && each.view().group() != null)) {
            code = Code.GROUP_MEMBER_UNREACHABLE;
        } else if (members.stream()
                .anyMatch(each -> each.view() != null && each.view().galera() != null)) {
            code = Code.GALERA_NODE_UNREACHABLE;
        }
        List<Evidence> evidence = new ArrayList<>(List.of(Sight.fromHere(instance)));
        instance.mentions().stream()
                .filter(mention -> mention.as() != Mention.As.CLUSTER_INSTANCE)
                .map(mention -> new Evidence(
                        mention.by(),
                        "my " + mention.as().words() + (mention.state().isEmpty() ? "" : ", " + mention.state())))
                .distinct()
                .forEach(evidence::add);
        if (evidence.size() == 1) {
            evidence.add(new Evidence(null, "nobody follows it; whom it followed, nobody says"));
        }
        boolean way = instance.failure().kind() == Failure.Kind.UNKNOWN_HOST
                || instance.failure().kind() == Failure.Kind.NO_ROUTE;
        return sight.finding(
                code,
                instance.address(),
                evidence,
                InstanceFaults.machine(
                        instance.address(), way ? "look at the way there first" : "start it when it has ended"));
    }
}
