package io.hydrophone.topology;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What each instance is to the others, by the links. */
final class Roles {
    private final Map<Address, List<Link.Replication>> byReplica;
    private final Set<Address> sources = new HashSet<>();
    private final Map<Address, Role> ofGroups = new HashMap<>();
    private final Set<Address> galera = new HashSet<>();

    private Roles(List<Link> links) {
        byReplica = links.stream()
                .filter(Link.Replication.class::isInstance)
                .map(Link.Replication.class::cast)
                .collect(Collectors.groupingBy(Link.Replication::from));
        for (Link link : links) {
            switch (link) {
                case Link.Replication replication -> sources.add(replication.to());
                case Link.Galera node -> {
                    galera.add(node.from());
                    galera.add(node.to());
                }
                case Link.Group seen -> group(seen);
            }
        }
    }

    /** A member's word about itself counts more than that of others. */
    private void group(Link.Group seen) {
        Role role = seen.role().equalsIgnoreCase("PRIMARY") ? Role.GROUP_PRIMARY : Role.GROUP_SECONDARY;
        if (seen.from().equals(seen.to())) {
            ofGroups.put(seen.to(), role);
        } else {
            ofGroups.putIfAbsent(seen.to(), role);
        }
    }

    static List<Instance> given(List<Instance> instances, List<Link> links) {
        Roles roles = new Roles(links);
        return instances.stream()
                .map(instance -> instance.withRoles(roles.of(instance.address())))
                .toList();
    }

    private Set<Role> of(Address address) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        boolean follows = byReplica.containsKey(address);
        boolean isFollowed = sources.contains(address);
        if (follows && isFollowed) {
            roles.add(Drifts.upstream(address, byReplica).contains(address) ? Role.CO_SOURCE : Role.INTERMEDIATE);
        } else if (follows || isFollowed) {
            roles.add(follows ? Role.REPLICA : Role.SOURCE);
        }
        if (ofGroups.containsKey(address)) {
            roles.add(ofGroups.get(address));
        }
        if (galera.contains(address)) {
            roles.add(Role.GALERA_NODE);
        }
        if (roles.isEmpty()) {
            roles.add(Role.STANDALONE);
        }
        return Collections.unmodifiableSet(roles);
    }
}
