package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.cluster.Cluster;
import io.hydrophone.probe.cluster.ClusterNode;
import java.util.List;

/** A cluster that is entered when it is known where this node serves; until then it says that it is starting. */
final class LateCluster implements Cluster {
    private volatile Cluster entered;

    void enter(Cluster cluster) {
        entered = cluster;
    }

    private Cluster cluster() {
        Cluster now = entered;
        if (now == null) {
            throw new ProblemException("starting", "this node is starting", "", "ask again in a moment");
        }
        return now;
    }

    @Override
    public void join(String address) {
        cluster().join(address);
    }

    @Override
    public void leave() {
        cluster().leave();
    }

    @Override
    public void remove(String address) {
        cluster().remove(address);
    }

    @Override
    public List<ClusterNode> nodes() {
        return cluster().nodes();
    }

    @Override
    public void attach(String master, String group) {
        cluster().attach(master, group);
    }

    @Override
    public void detach(String master) {
        cluster().detach(master);
    }

    @Override
    public void close() {
        Cluster now = entered;
        if (now != null) {
            now.close();
        }
    }
}
