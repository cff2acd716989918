package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Failure;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A topology as those look at it who judge it. */
final class Sight {
    private final Topology topology;
    private final Map<Address, Instance> instances;
    private final Map<Address, List<Link.Replication>> bySource;
    private final Map<Address, List<Link.Replication>> byReplica;
    private final Map<Address, Cluster> clusters = new HashMap<>();

    Sight(Topology topology) {
        this.topology = topology;
        instances = topology.byAddress();
        bySource = topology.replication().stream().collect(Collectors.groupingBy(Link.Replication::to));
        byReplica = topology.replication().stream().collect(Collectors.groupingBy(Link.Replication::from));
        topology.clusters().forEach(cluster -> cluster.instances().forEach(each -> clusters.put(each, cluster)));
    }

    Topology topology() {
        return topology;
    }

    Instance at(Address address) {
        return instances.get(address);
    }

    List<Instance> members(Cluster cluster) {
        return cluster.instances().stream().map(instances::get).toList();
    }

    Cluster cluster(Address address) {
        return clusters.get(address);
    }

    /** The links of those that follow it. */
    List<Link.Replication> replicas(Address source) {
        return bySource.getOrDefault(source, List.of());
    }

    /** The links to those that it follows. */
    List<Link.Replication> sources(Address replica) {
        return byReplica.getOrDefault(replica, List.of());
    }

    /** Whether it told all that was asked. */
    static boolean answers(Instance instance) {
        return instance.view() != null && instance.failure() == null;
    }

    /** Whether nothing that it did shows that it lives. */
    static boolean isSilent(Instance instance) {
        if (instance.view() != null || instance.failure() == null) {
            return false;
        }
        return switch (instance.failure().kind()) {
            case CONNECT_REFUSED, UNKNOWN_HOST, NO_ROUTE, DEADLINE, OTHER -> true;
            case LOGIN_REFUSED, TOO_MANY_CONNECTIONS, TLS, NOT_ASKED -> false;
        };
    }

    /** Whether it takes connections, or begins to answer, and then says nothing. */
    static boolean hangs(Instance instance) {
        return instance.failure() != null
                && instance.failure().kind() == Failure.Kind.DEADLINE
                && (instance.view() != null || instance.failure().acceptsTcp());
    }

    /** Silent, and nobody says whom it follows, who follows it, or what it is a member of. */
    boolean isForgotten(Instance instance) {
        return isSilent(instance)
                && topology.links().stream()
                        .noneMatch(link -> link.from().equals(instance.address())
                                || link.to().equals(instance.address()));
    }

    /** What is seen from here of one that does not answer. */
    static Evidence fromHere(Instance instance) {
        String says = instance.failure() == null
                ? "answers"
                : hangs(instance)
                        ? "takes connections and does not answer"
                        : instance.failure().kind().words();
        return new Evidence(null, says);
    }

    Finding finding(Code code, Address instance, List<Evidence> evidence, Advice... advice) {
        return finding(code, List.of(instance), evidence, List.of(advice));
    }

    /** One about several, of which the first is the one that it is called by. */
    Finding finding(Code code, List<Address> about, List<Evidence> evidence, List<Advice> advice) {
        Cluster cluster = clusters.get(about.getFirst());
        return new Finding(
                code,
                code.severity(),
                cluster == null ? "" : cluster.name(),
                about.getFirst(),
                List.copyOf(about.subList(1, about.size())),
                List.copyOf(evidence),
                List.of(),
                List.copyOf(advice));
    }
}
