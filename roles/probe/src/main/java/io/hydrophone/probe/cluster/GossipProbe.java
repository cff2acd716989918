package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.group.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A gossip cluster, seen from a probe: no member, but a client that knows where masters and standbys are, asks whichever of them answers for the
 * others every few seconds, and keeps the list on the disk. A node may know less than is known: it has just begun, or is cut off. So where nobody
 * of its list answers any more, those are asked who were known before.
 */
public final class GossipProbe implements Cluster {
    private static final int MAX_FORMER = 16;

    private final Self self;
    private final NodeClient client;
    private final AddressFile file;
    private final Consumer<List<String>> targets;
    /** Addresses of this cluster that no list need have any more, the oldest first; guarded by itself. */
    private final LinkedHashSet<String> former = new LinkedHashSet<>();

    /** What was told to push to; guarded by this. */
    private List<String> pushedTo;

    private final ScheduledExecutorService timer;
    private final Future<?> refreshing;

    private GossipProbe(
            Self self,
            NodeClient client,
            AddressFile file,
            Consumer<List<String>> targets,
            List<String> pushedTo,
            List<String> seeds,
            Duration period) {
        this.self = self;
        this.pushedTo = pushedTo;
        former.addAll(seeds);
        this.client = client;
        this.file = file;
        this.targets = targets;
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("cluster-probe").daemon().factory());
        refreshing = timer.scheduleWithFixedDelay(this::refresh, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins with the nodes that were known when the probe ended, else with the seeds.
     *
     * @param seeds host:port of the HTTP server of any nodes that are in the cluster
     * @param state keeps where masters and standbys are
     * @param targets told where to push, host:port, the master first; at once and with each change; empty for nowhere
     * @param period between two looks at the list
     * @param client closed with this
     * @throws ProblemException {@code bad-state-file}, {@code bad-address}
     */
    public static GossipProbe start(
            Self self,
            List<String> seeds,
            Path state,
            NodeClient client,
            Consumer<List<String>> targets,
            Duration period,
            Consumer<Problem> told) {
        AddressFile file = AddressFile.open(state, told);
        List<String> known = file.addresses();
        targets.accept(known);
        List<String> configured = seeds.stream().map(NodeAddress::parse).toList();
        if (known.isEmpty()) {
            file.keep(configured);
        }
        return new GossipProbe(self, client, file, targets, known, configured, period);
    }

    /** The cluster of the node at the address takes the place of the former one. */
    @Override
    public void join(String address) {
        List<ClusterNode> nodes = client.nodes(address);
        for (ClusterNode node : nodes) {
            if (!node.group().equals(self.group())) {
                throw new ProblemException(ClusterProblems.wrongGroup(address, node.group(), self.group()));
            }
        }
        List<String> masters = masters(nodes);
        if (masters.isEmpty()) {
            throw new ProblemException(ClusterProblems.noMaster(address));
        }
        forget();
        take(masters);
    }

    @Override
    public void leave() {
        forget();
        take(List.of());
    }

    private void forget() {
        synchronized (former) {
            former.clear();
        }
    }

    @Override
    public void remove(String address) {
        throw new ProblemException(ClusterProblems.notMaster());
    }

    /** What the first node that answers lists, with this probe in it. */
    @Override
    public List<ClusterNode> nodes() {
        List<ClusterNode> nodes = new ArrayList<>(ask());
        boolean isListed = nodes.stream()
                .anyMatch(node -> node.role() == Role.PROBE && node.name().equals(self.name()));
        if (!isListed) {
            nodes.add(new ClusterNode(self.name(), Role.PROBE, self.group(), self.address(), "", 0, true, -1));
        }
        return nodes;
    }

    private void refresh() {
        List<String> before = file.addresses();
        List<String> masters = masters(ask());
        if (masters.isEmpty()) {
            return;
        }
        synchronized (this) {
            // Somebody may have joined or left meanwhile.
            if (file.addresses().equals(before)) {
                remember(before);
                take(masters);
            }
        }
    }

    private void remember(List<String> addresses) {
        synchronized (former) {
            former.removeAll(addresses);
            former.addAll(addresses);
            while (former.size() > MAX_FORMER) {
                former.removeFirst();
            }
        }
    }

    /** The list, then those who were known before; nobody once this probe has left. */
    private List<String> places() {
        List<String> listed = file.addresses();
        if (listed.isEmpty()) {
            return listed;
        }
        Set<String> all = new LinkedHashSet<>(listed);
        synchronized (former) {
            all.addAll(former.reversed());
        }
        return List.copyOf(all);
    }

    private synchronized void take(List<String> masters) {
        file.keep(masters);
        if (!masters.equals(pushedTo)) { // Not the same as what was kept: seeds are kept and not pushed to.
            pushedTo = masters;
            targets.accept(masters);
        }
    }

    /** Of a node of this group; empty when none answers. */
    private List<ClusterNode> ask() {
        for (String address : places()) {
            try {
                List<ClusterNode> nodes = client.nodes(address);
                if (nodes.stream().allMatch(node -> node.group().equals(self.group()))) {
                    return nodes;
                }
            } catch (ProblemException e) {
                // The next one may answer; all are asked again soon.
            }
        }
        return List.of();
    }

    /** The master, then those that may be it next, also when they are down for now. */
    private static List<String> masters(List<ClusterNode> nodes) {
        Set<String> addresses = new LinkedHashSet<>();
        nodes.stream()
                .filter(node -> node.role() != Role.PROBE)
                .sorted(Comparator.comparing((ClusterNode node) -> !node.isUp())
                        .thenComparing(node -> node.role() != Role.MASTER)
                        .thenComparing(ClusterNode::name))
                .forEach(node -> addresses.add(node.address()));
        return List.copyOf(addresses);
    }

    @Override
    public void close() {
        refreshing.cancel(true);
        timer.shutdownNow();
        client.close();
    }
}
