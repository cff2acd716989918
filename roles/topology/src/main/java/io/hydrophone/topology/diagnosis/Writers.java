package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.Transactions;
import java.util.ArrayList;
import java.util.List;

/** Clusters that nobody may write to, and those that more than one may write to though they have one history. */
final class Writers {
    private final Sight sight;

    Writers(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        for (Cluster cluster : sight.topology().clusters()) {
            List<Instance> members = sight.members(cluster);
            boolean isPlain = members.stream()
                    .allMatch(each -> each.view() == null
                            || (each.view().group() == null && each.view().galera() == null));
            if (isPlain) {
                List<Instance> roots = members.stream()
                        .filter(each -> sight.sources(each.address()).isEmpty())
                        .toList();
                none(members, roots, found);
                two(roots, found);
            }
        }
    }

    /** Only when all tell: one that is not seen may be the one that is written to. */
    private void none(List<Instance> members, List<Instance> roots, List<Finding> found) {
        if (members.stream().anyMatch(each -> each.view() == null)
                || members.stream().anyMatch(each -> each.view().settings().isWritable())) {
            return;
        }
        for (Instance root : roots) {
            boolean isFollowed = sight.replicas(root.address()).stream()
                    .anyMatch(link ->
                            link.channel() != null && link.channel().receiver().isRunning());
            if (isFollowed) {
                found.add(sight.finding(
                        Code.NO_WRITEABLE_MASTER,
                        root.address(),
                        List.of(new Evidence(root.address(), "is read_only, and so are all others of the cluster")),
                        Advice.sql(
                                root.address(),
                                "opens it, unless this is a switch-over or the cluster follows one that is not seen",
                                statements(root).openForWriting())));
            }
        }
    }

    private void two(List<Instance> roots, List<Finding> found) {
        List<Instance> writable = roots.stream()
                .filter(each -> each.view() != null && each.view().settings().isWritable())
                .toList();
        for (int i = 0; i < writable.size(); i++) {
            for (Instance other : writable.subList(i + 1, writable.size())) {
                if (haveOneHistory(writable.get(i).view(), other.view())) {
                    found.add(two(writable.get(i), other));
                }
            }
        }
    }

    /** Whether one has transactions of the other's, or both have some of a third: sources that somebody merges have not. */
    private static boolean haveOneHistory(InstanceView one, InstanceView other) {
        return switch (one.transactions()) {
            case Transactions.MySql mine ->
                other.transactions() instanceof Transactions.MySql theirs
                        && !common(mine.executed(), theirs.executed()).isEmpty();
            case Transactions.MariaDb mine ->
                other.transactions() instanceof Transactions.MariaDb theirs
                        && mine.state().list().stream()
                                .anyMatch(gtid -> theirs.state().list().stream()
                                        .anyMatch(their ->
                                                their.domain() == gtid.domain() && their.server() == gtid.server()));
            case null -> false;
        };
    }

    private static GtidSet common(GtidSet one, GtidSet other) {
        return one.subtract(one.subtract(other));
    }

    private Finding two(Instance one, Instance other) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(beyond(one, other));
        evidence.add(beyond(other, one));
        // The one that has replicas is the one that is meant.
        boolean firstIsMeant = sight.replicas(one.address()).size()
                >= sight.replicas(other.address()).size();
        Instance stray = firstIsMeant ? other : one;
        List<Address> about = List.of(one.address(), other.address());
        return sight.finding(
                Code.TWO_WRITEABLE_MASTERS,
                about,
                evidence,
                List.of(Advice.sql(
                        stray.address(),
                        "they go apart with each write: close one, this unless clients write here; then compare, and build it"
                                + " anew as a replica",
                        statements(stray).closeForWriting())));
    }

    private static Evidence beyond(Instance one, Instance other) {
        String more = "";
        if (one.view().transactions() instanceof Transactions.MySql mine
                && other.view().transactions() instanceof Transactions.MySql theirs) {
            more = ", has " + mine.executed().subtract(theirs.executed()).count() + " transactions that "
                    + other.address() + " has not";
        }
        return new Evidence(one.address(), "may be written to, follows nobody" + more);
    }

    private static Statements statements(Instance instance) {
        return new Statements(instance.view().identity().version());
    }
}
