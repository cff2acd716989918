package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import java.util.List;

/** What can be done with a cluster from one of its nodes. All may wait for other nodes, for seconds at most. */
public interface Cluster extends AutoCloseable {
    /**
     * Gossip: this node enters the cluster of the node at the address. Static, on the master: the probe at the address enters the cluster.
     *
     * @param address host:port
     * @throws ProblemException {@code bad-address}, {@code node-unreachable}, {@code wrong-group}, {@code not-master}, …
     */
    void join(String address);

    /** Gossip: this node leaves the cluster. Static, on the master: all probes do. */
    void leave();

    /**
     * Another node leaves, or is forgotten when it is down.
     *
     * @throws ProblemException {@code no-such-node}, {@code not-master}
     */
    void remove(String address);

    /** All nodes, also those that are down. */
    List<ClusterNode> nodes();

    /**
     * On a probe of a static cluster: push to this master, host:port.
     *
     * @param group the master's; empty when it did not tell
     * @throws ProblemException {@code wrong-group}
     */
    default void attach(String master, String group) {
        throw new ProblemException(ClusterProblems.notStaticProbe());
    }

    /** On a probe of a static cluster: push to it no more. */
    default void detach(String master) {
        throw new ProblemException(ClusterProblems.notStaticProbe());
    }

    @Override
    void close();
}
