package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.instance.Transactions;
import java.util.List;
import java.util.Objects;

/** Whom a silent source followed. Its own source forgets it as soon as the connection is gone; its replicas' transactions do not. */
final class Upstream {
    private final Sight sight;

    Upstream(Sight sight) {
        this.sight = sight;
    }

    /** By what somebody still says, else by GTIDs; null when it is not known. */
    Address of(Instance source) {
        List<Link.Replication> told = sight.sources(source.address());
        if (!told.isEmpty()) {
            return told.getFirst().to();
        }
        if (!Sight.isSilent(source)) {
            return null;
        }
        List<GtidSet> replicas = sight.replicas(source.address()).stream()
                .map(link -> executed(sight.at(link.from())))
                .toList();
        if (replicas.isEmpty() || replicas.stream().anyMatch(Objects::isNull)) {
            return null;
        }
        return sight.topology().instances().stream()
                .filter(each -> sight.sources(each.address()).isEmpty())
                .filter(each -> replicas.stream().allMatch(replica -> comesFrom(each, replica)))
                .map(Instance::address)
                .findFirst()
                .orElse(null);
    }

    /** The root wrote some of it, and has all of it: then nothing was written below. */
    private static boolean comesFrom(Instance root, GtidSet replica) {
        GtidSet all = executed(root);
        return all != null
                && all.contains(replica)
                && !replica.without(uuid -> !uuid.equals(root.serverUuid())).isEmpty();
    }

    private static GtidSet executed(Instance instance) {
        return instance.view() != null && instance.view().transactions() instanceof Transactions.MySql mine
                ? mine.executed()
                : null;
    }
}
