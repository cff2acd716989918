package io.hydrophone.topology;

import io.hydrophone.topology.Crawl.Visit;
import io.hydrophone.topology.instance.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes servers of addresses: those at which the same server answered are one. An address at which nobody answered belongs to the server whose
 * UUID others give to it.
 */
final class Instances {
    private final List<Instance> all = new ArrayList<>();
    private final Map<Address, Instance> byAddress = new HashMap<>();
    private final Map<String, Instance> byUuid = new HashMap<>();

    private final Map<Address, List<Mention>> mentions = new HashMap<>();
    private final List<Address> seeds;

    Instances(List<Visit> visits, List<Mention> mentions, List<Address> seeds) {
        this.seeds = seeds;
        mentions.forEach(mention -> this.mentions
                .computeIfAbsent(mention.address(), address -> new ArrayList<>())
                .add(mention));
        Map<String, List<Visit>> byKey = new LinkedHashMap<>();
        Set<Long> reachedIds = new HashSet<>();
        for (Visit visit : visits) {
            if (visit.identity() != null) {
                byKey.computeIfAbsent(visit.identity().key(), key -> new ArrayList<>())
                        .add(visit);
                reachedIds.add(visit.identity().serverId());
            }
        }
        for (Visit visit : visits) {
            if (visit.identity() == null) {
                String uuid = hearsay(visit.address());
                if (isGuess(visit.address()) && (byKey.containsKey(uuid) || isFound(visit.address(), reachedIds))) {
                    continue; // Put together from what was said, and wrong: who was meant is elsewhere.
                }
                byKey.computeIfAbsent(uuid == null ? visit.address().toString() : uuid, key -> new ArrayList<>())
                        .add(visit);
            }
        }
        byKey.values().stream()
                .map(this::instance)
                .sorted(Comparator.comparing(Instance::address))
                .forEach(this::add);
    }

    /** The UUID that others give to who should be there; null when none does. */
    private String hearsay(Address address) {
        return mentions.getOrDefault(address, List.of()).stream()
                .map(Mention::serverUuid)
                .filter(Objects::nonNull)
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private boolean isGuess(Address address) {
        return !seeds.contains(address)
                && mentions.getOrDefault(address, List.of()).stream().noneMatch(Mention::certain);
    }

    private boolean isFound(Address address, Set<Long> reachedIds) {
        return mentions.getOrDefault(address, List.of()).stream()
                .allMatch(mention -> mention.serverId() != null && reachedIds.contains(mention.serverId()));
    }

    private Instance instance(List<Visit> visits) {
        Visit told = visits.stream()
                .filter(visit -> visit.view() != null)
                .findFirst()
                .or(() -> visits.stream()
                        .filter(visit -> visit.identity() != null)
                        .findFirst())
                .orElse(visits.getFirst());
        Identity identity = told.identity();
        List<Address> addresses = visits.stream()
                .map(Visit::address)
                .sorted(Comparator.<Address>comparingInt(this::rank)
                        .thenComparing(address -> !isReported(address, identity))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Mention> said = addresses.stream()
                .flatMap(address -> mentions.getOrDefault(address, List.of()).stream())
                .filter(mention -> !addresses.contains(mention.by()))
                .sorted(Comparator.comparing(Mention::by)
                        .thenComparing(Mention::as)
                        .thenComparing(Mention::address))
                .toList();
        return new Instance(
                addresses.getFirst(),
                addresses.subList(1, addresses.size()),
                identity != null ? identity.serverUuid() : hearsay(addresses.getFirst()),
                told.view(),
                told.failure(),
                said,
                Set.of());
    }

    /** Where the address stands among those that the user gave; behind them when it is none. */
    private int rank(Address address) {
        int at = seeds.indexOf(address);
        return at < 0 ? seeds.size() : at;
    }

    private static boolean isReported(Address address, Identity identity) {
        return identity != null && address.equals(Address.of(reported(identity), identity.reportPort()));
    }

    private static String reported(Identity identity) {
        return identity.reportHost() == null ? "" : identity.reportHost();
    }

    private void add(Instance instance) {
        all.add(instance);
        byAddress.put(instance.address(), instance);
        instance.aliases().forEach(alias -> byAddress.put(alias, instance));
        if (instance.serverUuid() != null) {
            byUuid.put(instance.serverUuid(), instance);
        }
    }

    /** In the order of their addresses. */
    List<Instance> all() {
        return all;
    }

    /** By any of its addresses; null for none. */
    Instance at(Address address) {
        return byAddress.get(address);
    }

    /** By what is said of it: its UUID where there is one, else its address; null for none. */
    Instance find(String uuid, Address address) {
        Instance named = uuid == null ? null : byUuid.get(uuid);
        return named != null ? named : byAddress.get(address);
    }
}
