package io.hydrophone.probe.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Faults by chance, two at a time: each is drawn from the seed, lasts a while, and is undone. When {@link #run} returns every
 * process runs, every line is whole and every disk has room.
 */
final class Faults {
    private static final int AT_A_TIME = 2;

    private enum Kind {
        KILL_NODE,
        KILL_ALL_NODES,
        STOP_NODE,
        RESTART_NODE,
        CUT_NODES,
        CUT_NODES_ONE_WAY,
        PART_NODE,
        ISOLATE_NODE,
        FILL_DISK,
        KILL_PROBE,
        RESTART_PROBE,
        STOP_PROBE,
        CUT_PROBE,
        CUT_PROBE_ONE_WAY
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    /** Everything about one is drawn before it begins, so that what follows does not depend on how it goes. */
    private record Fault(Kind kind, long pauseMillis, long millis, int node, int other, int probe) {
        static Fault draw(Random random, int nodes, int probes) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            int node = random.nextInt(nodes);
            int other = (node + 1 + random.nextInt(nodes - 1)) % nodes;
            return new Fault(
                    kind, random.nextLong(50, 700), random.nextLong(50, 3_500), node, other, random.nextInt(probes));
        }
    }

    private final TestNetwork network;
    private final List<NodeProcess> nodes;
    private final List<ProbeProcess> probes;
    private final Map<TestProcess, ReentrantLock> locks = new HashMap<>();
    private final List<String> schedule = Collections.synchronizedList(new ArrayList<>());
    private final long begin = System.nanoTime();

    Faults(TestNetwork network, List<NodeProcess> nodes, List<ProbeProcess> probes) {
        this.network = network;
        this.nodes = nodes;
        this.probes = probes;
        nodes.forEach(node -> locks.put(node.process(), new ReentrantLock()));
        probes.forEach(probe -> locks.put(probe.process(), new ReentrantLock()));
    }

    /** Begins faults for so long, and waits for the end of the last. */
    void run(long seed, long millis) throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            Random random = new Random(seed * AT_A_TIME + i);
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((thread, e) -> failures.add(e))
                    .start(() -> {
                        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(millis)) {
                            happen(Fault.draw(random, nodes.size(), probes.size()));
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a fault went wrong: " + this, failures.getFirst());
        }
    }

    private void happen(Fault fault) {
        NodeProcess node = nodes.get(fault.node);
        NodeProcess other = nodes.get(fault.other);
        ProbeProcess probe = probes.get(fault.probe);
        try {
            Thread.sleep(fault.pauseMillis);
            switch (fault.kind) {
                case KILL_NODE ->
                    alone(node.process(), fault, node.name(), () -> {
                        node.process().kill();
                        Thread.sleep(fault.millis);
                        node.start();
                    });
                case KILL_ALL_NODES -> killAll(fault);
                case STOP_NODE -> alone(node.process(), fault, node.name(), () -> stop(node.process(), fault.millis));
                case RESTART_NODE ->
                    alone(node.process(), fault, node.name(), () -> {
                        node.process().end();
                        Thread.sleep(fault.millis);
                        node.start();
                    });
                case CUT_NODES -> cut(fault, node.name(), List.of(other.name()), true);
                case CUT_NODES_ONE_WAY -> cut(fault, node.name(), List.of(other.name()), false);
                case PART_NODE -> cut(fault, node.name(), names(false, node), true);
                case ISOLATE_NODE -> cut(fault, node.name(), names(true, node), true);
                case FILL_DISK -> {
                    note(fault, node.name());
                    node.disk().fill();
                    Thread.sleep(fault.millis);
                    node.disk().free();
                }
                case KILL_PROBE ->
                    alone(probe.process(), fault, probe.name(), () -> {
                        probe.kill();
                        Thread.sleep(fault.millis);
                        probe.start();
                    });
                case RESTART_PROBE ->
                    alone(probe.process(), fault, probe.name(), () -> {
                        probe.process().end();
                        Thread.sleep(fault.millis);
                        probe.start();
                    });
                case STOP_PROBE ->
                    alone(probe.process(), fault, probe.name(), () -> stop(probe.process(), fault.millis));
                case CUT_PROBE -> cut(fault, probe.name(), List.of(node.name()), true);
                case CUT_PROBE_ONE_WAY -> cut(fault, probe.name(), List.of(node.name()), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that can go wrong on its way. */
    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    /** Nothing else is done to that process meanwhile. */
    private void alone(TestProcess process, Fault fault, String to, Action action)
            throws IOException, InterruptedException {
        ReentrantLock lock = locks.get(process);
        lock.lock();
        try {
            note(fault, to);
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private static void stop(TestProcess process, long millis) throws IOException, InterruptedException {
        process.signal("STOP");
        Thread.sleep(millis);
        process.signal("CONT");
    }

    private void killAll(Fault fault) throws IOException, InterruptedException {
        nodes.forEach(node -> locks.get(node.process()).lock());
        try {
            note(fault, "all");
            nodes.forEach(node -> node.process().kill());
            for (int i = 0; i < nodes.size(); i++) {
                Thread.sleep(fault.millis / nodes.size());
                nodes.get((fault.node + i) % nodes.size()).start();
            }
        } finally {
            nodes.forEach(node -> locks.get(node.process()).unlock());
        }
    }

    private List<String> names(boolean withProbes, NodeProcess without) {
        List<String> names = new ArrayList<>();
        nodes.stream().filter(node -> node != without).forEach(node -> names.add(node.name()));
        if (withProbes) {
            probes.forEach(probe -> names.add(probe.name()));
        }
        return names;
    }

    private void cut(Fault fault, String from, List<String> to, boolean bothWays) throws InterruptedException {
        note(fault, from + " " + String.join(" ", to));
        for (String one : to) {
            network.cut(from, one);
            if (bothWays) {
                network.cut(one, from);
            }
        }
        Thread.sleep(fault.millis);
        for (String one : to) {
            network.heal(from, one);
            if (bothWays) {
                network.heal(one, from);
            }
        }
    }

    private void note(Fault fault, String to) {
        long at = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        schedule.add(at + " ms " + fault.kind + " " + to + " for " + fault.millis);
    }

    /** What has happened. */
    @Override
    public String toString() {
        synchronized (schedule) {
            return String.join("\n", schedule);
        }
    }
}
