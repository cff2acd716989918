package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import java.util.List;

/** Nodes that belong together as a tree for people. */
public interface NodeTree {
    /**
     * Asks a node for the others: one of a cluster, or a copy of a master that takes reports from Kafka.
     *
     * @param address host:port of any node
     * @throws ProblemException {@code node-unreachable}, {@code node-refused}, …
     */
    static NodeTree ask(NodeClient client, String address) {
        try {
            return ClusterTree.ask(client, address);
        } catch (ProblemException e) {
            CopiesTree copies = e.problem().code().equals(ClusterProblems.NODE_REFUSED)
                    ? CopiesTree.read(address, client.status(address))
                    : null;
            if (copies == null) {
                throw e;
            }
            return copies;
        }
    }

    /** A line a node; the first tells of all as a whole. */
    List<String> lines();

    /** Whether nothing is missing that should be there. */
    boolean isWhole();
}
