package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.cluster.ConnectedProbes.ConnectedProbe;
import io.hydrophone.probe.group.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A static cluster, seen from its master: it remembers the addresses of its probes, and asks each to push to it, again every few seconds while it
 * is not connected.
 */
public final class StaticMaster implements Cluster {
    private final Self self;
    private final NodeClient client;
    private final AddressFile file;
    private final ConnectedProbes probes;
    /** That were removed, and do not know it yet. */
    private final Set<String> released = ConcurrentHashMap.newKeySet();

    /** That are being asked at this moment, or wait for it. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** For each address a lock: what a probe is told last has to be what holds, however long the way of a request is. */
    private final Map<String, Object> turns = new ConcurrentHashMap<>();

    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer;
    private final Future<?> looking;

    private StaticMaster(Self self, NodeClient client, AddressFile file, ConnectedProbes probes, Duration period) {
        this.self = self;
        this.client = client;
        this.file = file;
        this.probes = probes;
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("cluster-master").daemon().factory());
        looking = timer.scheduleWithFixedDelay(this::askThoseAway, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins with the probes that it had.
     *
     * @param state keeps their addresses
     * @param period between two attempts at a probe that is not connected
     * @param client closed with this
     * @throws ProblemException {@code bad-state-file}
     */
    public static StaticMaster start(
            Self self, Path state, NodeClient client, ConnectedProbes probes, Duration period, Consumer<Problem> told) {
        return new StaticMaster(self, client, AddressFile.open(state, told), probes, period);
    }

    /** A probe that does not take it is not remembered. */
    @Override
    public void join(String address) {
        synchronized (turn(address)) {
            released.remove(address);
            client.attach(address, self.address(), self.group());
            synchronized (this) {
                List<String> addresses = new ArrayList<>(file.addresses());
                if (!addresses.contains(address)) {
                    addresses.add(address);
                    file.keep(addresses);
                }
            }
        }
    }

    private Object turn(String address) {
        return turns.computeIfAbsent(address, key -> new Object());
    }

    @Override
    public void leave() {
        List<String> all;
        synchronized (this) {
            all = file.addresses();
            file.keep(List.of());
        }
        released.addAll(all);
        all.forEach(address -> asking.execute(() -> release(address)));
    }

    @Override
    public void remove(String address) {
        synchronized (this) {
            List<String> addresses = new ArrayList<>(file.addresses());
            if (!addresses.remove(address)) {
                throw new ProblemException(ClusterProblems.noSuchNode(address));
            }
            file.keep(addresses);
        }
        released.add(address);
        release(address);
        ConnectedProbe probe = at(address, probes.probes());
        if (probe != null) {
            probes.forget(probe.name());
        }
    }

    /** The master, the probes that joined, then those that push because their configuration says so. */
    @Override
    public List<ClusterNode> nodes() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        List<ClusterNode> nodes = new ArrayList<>();
        nodes.add(new ClusterNode(self.name(), Role.MASTER, self.group(), self.address(), "", 1, true, now));
        List<ConnectedProbe> known = new ArrayList<>(probes.probes());
        for (String address : file.addresses()) {
            ConnectedProbe probe = at(address, known);
            known.remove(probe);
            nodes.add(
                    probe != null
                            ? ProbeNode.of(probe, self.group())
                            : new ClusterNode(address, Role.PROBE, self.group(), address, "", 0, false, -1));
        }
        known.stream()
                .filter(ConnectedProbe::isConnected)
                .forEach(probe -> nodes.add(ProbeNode.of(probe, self.group())));
        return nodes;
    }

    /** The newest run of a probe, or null. */
    private static ConnectedProbe at(String address, List<ConnectedProbe> known) {
        ConnectedProbe newest = null;
        for (ConnectedProbe probe : known) {
            if (probe.address().equals(address)
                    && (newest == null || probe.lastSeenMicros() > newest.lastSeenMicros())) {
                newest = probe;
            }
        }
        return newest;
    }

    private void askThoseAway() {
        List<ConnectedProbe> known = probes.probes();
        for (String address : file.addresses()) {
            boolean isConnected = known.stream()
                    .anyMatch(probe -> probe.isConnected() && probe.address().equals(address));
            if (!isConnected && asked.add(address)) {
                asking.execute(() -> ask(address));
            }
        }
        for (String address : released) {
            if (asked.add(address)) {
                asking.execute(() -> release(address));
            }
        }
    }

    private void ask(String address) {
        try {
            synchronized (turn(address)) {
                if (file.addresses().contains(address)) {
                    client.attach(address, self.address(), self.group());
                }
            }
        } catch (ProblemException e) {
            // It is listed as down, and asked again.
        } finally {
            asked.remove(address);
        }
    }

    /** One that is down is told when it is back, else it would push to us for ever. */
    private void release(String address) {
        synchronized (turn(address)) {
            try {
                if (released.contains(address)) { // It may have joined once more meanwhile.
                    client.detach(address, self.address());
                    released.remove(address);
                }
            } catch (ProblemException e) {
                if (e.problem().code().equals("node-refused")) {
                    released.remove(address);
                }
            } finally {
                asked.remove(address);
            }
        }
    }

    @Override
    public void close() {
        looking.cancel(true);
        timer.shutdownNow();
        asking.shutdownNow();
        client.close();
    }
}
