package io.hydrophone.topology;

import io.hydrophone.client.reading.ReadableServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all servers that are tied to some: their sources, their replicas, members of their groups and clusters. Nothing is changed on any of
 * them, and no statement is tried that a version might not know.
 */
public final class Discovery {
    private final ReadableServers servers;
    private final DiscoverySettings settings;

    /** One that shares its connections with others who read the same servers. */
    public Discovery(ReadableServers servers, DiscoverySettings settings) {
        this.servers = servers;
        this.settings = settings;
    }

    /**
     * Begins at some addresses, and at the members of clusters.
     *
     * @param login for all that no cluster has one for; may be null when each has
     */
    public Topology discover(List<Address> addresses, List<NamedCluster> clusters, Login login)
            throws InterruptedException {
        Instant begun = Instant.now();
        List<Address> seeds = new ArrayList<>();
        addresses.forEach(address -> seeds.add(settings.rewritten(address)));
        Map<Address, Login> logins = new HashMap<>();
        Map<Address, String> names = new HashMap<>();
        for (NamedCluster cluster : clusters) {
            for (Address member : cluster.members()) {
                Address address = settings.rewritten(member);
                seeds.add(address);
                names.putIfAbsent(address, cluster.name());
                if (cluster.login() != null) {
                    logins.putIfAbsent(address, cluster.login());
                }
            }
        }
        try (Crawl crawl = new Crawl(servers, settings, logins)) {
            seeds.forEach(seed -> crawl.ask(seed, login));
            crawl.run();
            Instances instances = new Instances(crawl.visits(), crawl.mentions(), seeds);
            List<Link> links = new Links(instances, settings, new Drifts(instances, crawl)).all();
            List<Instance> all = Roles.given(instances.all(), links);
            return new Topology(begun, all, links, Clusters.of(all, links, names, instances), crawl.truncated());
        }
    }
}
