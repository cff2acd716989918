package io.hydrophone.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Servers and how they are tied to one another, at a moment. Immutable; lists are in order, so that equal fleets give equal texts.
 *
 * @param takenAt when the discovery began
 * @param truncated whether there are more addresses than were asked
 */
public record Topology(
        Instant takenAt, List<Instance> instances, List<Link> links, List<Cluster> clusters, boolean truncated) {
    /** Instances by all of their addresses. */
    public Map<Address, Instance> byAddress() {
        return instances.stream()
                .flatMap(instance -> Stream.concat(Stream.of(instance.address()), instance.aliases().stream())
                        .map(address -> Map.entry(address, instance)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** The links by which instances follow others. */
    public List<Link.Replication> replication() {
        return links.stream()
                .filter(Link.Replication.class::isInstance)
                .map(Link.Replication.class::cast)
                .toList();
    }

    /** The replication links of one end, by the address at it. */
    Map<Address, List<Link.Replication>> replicationBy(Function<Link.Replication, Address> end) {
        return replication().stream().collect(Collectors.groupingBy(end));
    }
}
