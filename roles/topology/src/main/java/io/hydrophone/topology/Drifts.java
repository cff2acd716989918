package io.hydrophone.topology;

import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.gtid.MariaDbGtid;
import io.hydrophone.topology.gtid.MariaDbGtids;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.Transactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what replicas have with what their sources have. Servers are read at different moments: what a replica has and its sources had not
 * when they were read may have come meanwhile, so sources are read again before any transaction is called errant.
 */
final class Drifts {
    private final Instances instances;
    private final Crawl crawl;
    private final Map<Address, Transactions> later = new HashMap<>();

    Drifts(Instances instances, Crawl crawl) {
        this.instances = instances;
        this.crawl = crawl;
    }

    /** The links with what differs. */
    List<Link.Replication> added(List<Link.Replication> links) throws InterruptedException {
        Map<Address, List<Link.Replication>> byReplica =
                links.stream().collect(Collectors.groupingBy(Link.Replication::from));
        List<Link.Replication> added = new ArrayList<>();
        for (Link.Replication link : links) {
            added.add(new Link.Replication(
                    link.from(),
                    link.to(),
                    link.channel(),
                    drift(link, byReplica.get(link.from()), isOwnSource(link.from(), byReplica))));
        }
        return added;
    }

    private static boolean isOwnSource(Address instance, Map<Address, List<Link.Replication>> byReplica) {
        return upstream(instance, byReplica).contains(instance);
    }

    /** All that an instance follows, directly or not; itself too when it is in a ring. */
    static Set<Address> upstream(Address instance, Map<Address, List<Link.Replication>> byReplica) {
        Set<Address> found = new HashSet<>();
        List<Address> next = new ArrayList<>(List.of(instance));
        while (!next.isEmpty()) {
            for (Link.Replication link : byReplica.getOrDefault(next.removeLast(), List.of())) {
                if (found.add(link.to())) {
                    next.add(link.to());
                }
            }
        }
        return found;
    }

    private Drift drift(Link.Replication link, List<Link.Replication> ofReplica, boolean ownSource)
            throws InterruptedException {
        InstanceView replica = instances.at(link.from()).view();
        if (link.channel() == null || replica == null) {
            return Drift.UNKNOWN;
        }
        return switch (replica.transactions()) {
            case Transactions.MySql mine -> mySql(link, ofReplica, replica, mine, ownSource);
            case Transactions.MariaDb mine -> mariaDb(link, ofReplica, replica, mine, ownSource);
            case null -> Drift.UNKNOWN;
        };
    }

    private Drift mySql(
            Link.Replication link,
            List<Link.Replication> ofReplica,
            InstanceView replica,
            Transactions.MySql mine,
            boolean ownSource)
            throws InterruptedException {
        if (!"ON".equalsIgnoreCase(replica.settings().gtidMode())) {
            return Drift.UNKNOWN; // What is not numbered is in no set.
        }
        Long missing = transactions(link.to()) instanceof Transactions.MySql source
                ? (Long) source.executed().subtract(mine.executed()).count()
                : null;
        if (!knowsAllSources(replica, ofReplica)) {
            return new Drift(missing, null, null);
        }
        GtidSet errant = mine.executed().without(uuid -> isOwn(uuid, replica, ownSource));
        for (Link.Replication each : ofReplica) {
            if (!(transactions(each.to()) instanceof Transactions.MySql source)) {
                return new Drift(missing, null, null);
            }
            errant = errant.subtract(source.executed());
            if (each.channel().retrieved() != null) {
                errant = errant.subtract(each.channel().retrieved());
            }
        }
        for (Link.Replication each : errant.isEmpty() ? List.<Link.Replication>of() : ofReplica) {
            if (again(each.to()) instanceof Transactions.MySql source) {
                errant = errant.subtract(source.executed());
            }
        }
        return new Drift(missing, errant.count(), errant.toString());
    }

    /** What a ring's member wrote itself is on its way round, and what a group numbers is the group's business. */
    private static boolean isOwn(String uuid, InstanceView replica, boolean ownSource) {
        return (ownSource && uuid.equals(replica.identity().serverUuid()))
                || (replica.group() != null
                        && uuid.equalsIgnoreCase(replica.group().name()));
    }

    private Drift mariaDb(
            Link.Replication link,
            List<Link.Replication> ofReplica,
            InstanceView replica,
            Transactions.MariaDb mine,
            boolean ownSource)
            throws InterruptedException {
        Long missing = transactions(link.to()) instanceof Transactions.MariaDb source
                ? (Long) mine.current().missingCount(source.current())
                : null;
        if (!knowsAllSources(replica, ofReplica) || !replica.settings().logBin()) {
            return new Drift(missing, null, null); // Without a binary log nobody knows what it wrote itself.
        }
        MariaDbGtids errant = mine.state();
        if (ownSource) {
            errant = errant.ofServer(replica.identity().serverId(), false);
        }
        for (Link.Replication each : ofReplica) {
            if (!(transactions(each.to()) instanceof Transactions.MariaDb source)) {
                return new Drift(missing, null, null);
            }
            errant = errant.beyond(source.state());
        }
        MariaDbGtids ofSources = MariaDbGtids.EMPTY;
        for (Link.Replication each : errant.isEmpty() ? List.<Link.Replication>of() : ofReplica) {
            if (again(each.to()) instanceof Transactions.MariaDb source) {
                errant = errant.beyond(source.state());
                ofSources = ofSources.and(source.current());
            }
        }
        return new Drift(missing, atLeast(errant, ofSources), errant.toString());
    }

    /** Of each that is errant, by how much it is beyond the sources in its domain, and itself at least. */
    private static long atLeast(MariaDbGtids errant, MariaDbGtids ofSources) {
        Map<Long, Long> beyond = ofSources.missing(errant);
        Set<Long> counted = new HashSet<>();
        long count = 0;
        for (MariaDbGtid gtid : errant.list()) {
            // Each stream of a domain is one at least; what is beyond belongs to all of them together.
            count += counted.add(gtid.domain()) ? Math.max(1, beyond.getOrDefault(gtid.domain(), 1L)) : 0;
        }
        return Math.max(count, errant.list().size());
    }

    private static boolean knowsAllSources(InstanceView replica, List<Link.Replication> ofReplica) {
        return replica.channels().stream()
                        .filter(channel -> !channel.isOfGroup())
                        .count()
                == ofReplica.size();
    }

    private Transactions transactions(Address address) {
        InstanceView view = instances.at(address).view();
        return view == null ? null : view.transactions();
    }

    private Transactions again(Address address) throws InterruptedException {
        Transactions known = later.get(address);
        if (known == null) {
            known = crawl.transactions(address);
            if (known == null) {
                known = transactions(address);
            }
            later.put(address, known);
        }
        return known;
    }
}
