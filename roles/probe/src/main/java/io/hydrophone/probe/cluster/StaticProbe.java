package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A probe of a static cluster: it pushes to the master that asked for it, also after a restart. */
public final class StaticProbe implements Cluster {
    private final Self self;
    private final AddressFile file;
    private final Consumer<List<String>> targets;

    /**
     * Makes one with the master that it had.
     *
     * @param state keeps the master's address
     * @param targets told where to push, host:port; at once and with each change; empty for nowhere
     * @throws ProblemException {@code bad-state-file}
     */
    public StaticProbe(Self self, Path state, Consumer<List<String>> targets, Consumer<Problem> told) {
        this.self = self;
        file = AddressFile.open(state, told);
        this.targets = targets;
        targets.accept(file.addresses());
    }

    /** The newest master that asks has the probe. */
    @Override
    public synchronized void attach(String master, String group) {
        if (!group.isEmpty() && !group.equals(self.group())) {
            throw new ProblemException(ClusterProblems.wrongGroup(master, group, self.group()));
        }
        take(List.of(master));
    }

    /** A master that does not have the probe does not lose it. */
    @Override
    public synchronized void detach(String master) {
        if (file.addresses().contains(master)) {
            take(List.of());
        }
    }

    private void take(List<String> masters) {
        if (!masters.equals(file.addresses())) {
            file.keep(masters);
            targets.accept(masters);
        }
    }

    @Override
    public void join(String address) {
        throw new ProblemException(ClusterProblems.notMaster());
    }

    @Override
    public void leave() {
        throw new ProblemException(ClusterProblems.notMaster());
    }

    @Override
    public void remove(String address) {
        throw new ProblemException(ClusterProblems.notMaster());
    }

    @Override
    public List<ClusterNode> nodes() {
        throw new ProblemException(ClusterProblems.notMaster());
    }

    @Override
    public void close() {}
}
