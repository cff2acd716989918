package io.hydrophone.topology;

import io.hydrophone.topology.Cluster.NamedBy;
import io.hydrophone.topology.instance.InstanceView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts instances together that are tied to one another. Where the configuration names clusters, each instance belongs to the one that is nearest
 * by links, so that two clusters with a replica between them stay two.
 */
final class Clusters {
    private static final String USUAL_GALERA_NAME = "my_wsrep_cluster";

    private final Map<Address, Instance> instances = new TreeMap<>();
    private final Map<Address, Set<Address>> neighbours = new HashMap<>();
    private final Set<Address> replicas = new HashSet<>();

    private Clusters(List<Instance> all, List<Link> links) {
        all.forEach(instance -> instances.put(instance.address(), instance));
        for (Link link : links) {
            neighbours.computeIfAbsent(link.from(), address -> new HashSet<>()).add(link.to());
            neighbours.computeIfAbsent(link.to(), address -> new HashSet<>()).add(link.from());
            if (link instanceof Link.Replication) {
                replicas.add(link.from());
            }
        }
    }

    /**
     * In the order of their names.
     *
     * @param names of clusters, by their members' addresses
     */
    static List<Cluster> of(List<Instance> all, List<Link> links, Map<Address, String> names, Instances byAddress) {
        Clusters clusters = new Clusters(all, links);
        Map<String, List<Address>> named = new TreeMap<>();
        names.forEach((address, name) -> {
            Instance instance = byAddress.at(address);
            if (instance != null) {
                named.computeIfAbsent(name, ignored -> new ArrayList<>()).add(instance.address());
            }
        });
        List<Cluster> found = new ArrayList<>();
        Map<Address, String> nearest = clusters.nearest(named);
        Map<String, List<Address>> members = new TreeMap<>();
        nearest.forEach((address, name) ->
                members.computeIfAbsent(name, ignored -> new ArrayList<>()).add(address));
        members.forEach((name, addresses) -> found.add(new Cluster(
                name, NamedBy.CONFIGURATION, addresses.stream().sorted().toList())));
        Set<Address> seen = new HashSet<>(nearest.keySet());
        for (Address address : clusters.instances.keySet()) {
            if (!seen.contains(address)) {
                List<Address> together = clusters.reached(address);
                seen.addAll(together);
                found.add(clusters.unnamed(together));
            }
        }
        found.sort(Comparator.comparing(Cluster::name));
        return List.copyOf(found);
    }

    /** By breadth, from all members of named clusters at once. */
    private Map<Address, String> nearest(Map<String, List<Address>> named) {
        Map<Address, String> nearest = new HashMap<>();
        Deque<Address> next = new ArrayDeque<>();
        named.forEach((name, members) -> members.stream().sorted().forEach(member -> {
            if (nearest.putIfAbsent(member, name) == null) {
                next.add(member);
            }
        }));
        while (!next.isEmpty()) {
            Address address = next.remove();
            neighbours.getOrDefault(address, Set.of()).stream().sorted().forEach(neighbour -> {
                if (nearest.putIfAbsent(neighbour, nearest.get(address)) == null) {
                    next.add(neighbour);
                }
            });
        }
        return nearest;
    }

    private List<Address> reached(Address from) {
        Set<Address> reached = new HashSet<>(Set.of(from));
        Deque<Address> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (Address neighbour : neighbours.getOrDefault(next.remove(), Set.of())) {
                if (reached.add(neighbour)) {
                    next.add(neighbour);
                }
            }
        }
        return reached.stream().sorted().toList();
    }

    private Cluster unnamed(List<Address> members) {
        String name = first(
                members, view -> view.cluster() == null ? null : view.cluster().name());
        if (name != null) {
            return new Cluster(name, NamedBy.INNODB_CLUSTER, members);
        }
        name = first(members, view -> view.group() == null ? null : view.group().name());
        if (name != null) {
            return new Cluster(name, NamedBy.GROUP, members);
        }
        name = first(
                members, view -> view.galera() == null ? null : view.galera().clusterName());
        if (name != null && !name.equals(USUAL_GALERA_NAME)) {
            return new Cluster(name, NamedBy.GALERA, members);
        }
        Address root = members.stream()
                .filter(member -> !replicas.contains(member))
                .findFirst()
                .orElse(members.getFirst());
        return new Cluster(root.toString(), NamedBy.ROOT, members);
    }

    private String first(List<Address> members, Function<InstanceView, String> name) {
        return members.stream()
                .map(member -> instances.get(member).view())
                .filter(Objects::nonNull)
                .map(name)
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
