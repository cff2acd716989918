package io.hydrophone.topology;

import io.hydrophone.client.Password;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.servers.Server;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Discoveries of servers that the tests have started. */
final class Discovered {
    static final Login LOGIN = new Login(Server.USER, Password.of(Server.PASSWORD), null, null);
    /** A busy machine takes its time, and no test is about the usual deadline. */
    static final DiscoverySettings PATIENT = DiscoverySettings.USUAL.withDeadline(Duration.ofSeconds(30));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Discovered() {}

    static Address address(Server server) {
        return new Address(Server.HOST, server.port());
    }

    static Topology from(Server... seeds) throws InterruptedException {
        return with(
                PATIENT,
                List.of(),
                Arrays.stream(seeds).map(Discovered::address).toList());
    }

    static Topology with(DiscoverySettings settings, List<NamedCluster> clusters, List<Address> seeds)
            throws InterruptedException {
        try (ReadableServers servers = new ReadableServers()) {
            return new Discovery(servers, settings).discover(seeds, clusters, LOGIN);
        }
    }

    /** Discovers again until the picture is as it will be. */
    static Topology until(String what, Predicate<Topology> holds, Server... seeds) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Topology topology = from(seeds);
            if (holds.test(topology)) {
                return topology;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " is not so: " + topology);
            }
            Thread.sleep(200);
        }
    }

    static Instance instance(Topology topology, Server server) {
        return at(topology, address(server));
    }

    static Instance at(Topology topology, Address address) {
        Map<Address, Instance> all = topology.byAddress();
        if (!all.containsKey(address)) {
            throw new AssertionError(address + " is not among " + all.keySet());
        }
        return all.get(address);
    }

    /** The link by which one follows the other. */
    static Link.Replication link(Topology topology, Server replica, Server source) {
        Address from = instance(topology, replica).address();
        Address to = instance(topology, source).address();
        return topology.replication().stream()
                .filter(link -> link.from().equals(from) && link.to().equals(to))
                .findFirst()
                .orElseThrow(() -> new AssertionError(from + " does not follow " + to + ": " + topology.links()));
    }
}
