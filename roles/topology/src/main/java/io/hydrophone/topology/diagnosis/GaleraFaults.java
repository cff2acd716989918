package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.instance.GaleraView;
import java.util.List;

/** Galera clusters that lost their majority, or have two. */
final class GaleraFaults {
    private final Sight sight;

    GaleraFaults(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        for (Cluster cluster : sight.topology().clusters()) {
            List<Instance> nodes = sight.members(cluster).stream()
                    .filter(each -> each.view() != null && each.view().galera() != null)
                    .toList();
            List<Instance> stuck =
                    nodes.stream().filter(node -> !isPrimary(node)).toList();
            List<Instance> primary =
                    nodes.stream().filter(GaleraFaults::isPrimary).toList();
            if (!stuck.isEmpty()) {
                Finding finding = sight.finding(
                        Code.GALERA_NON_PRIMARY, addresses(stuck), evidence(nodes), List.of(advice(stuck, primary)));
                found.add(primary.isEmpty() ? finding : finding.at(Severity.WARNING));
            }
            long histories = primary.stream()
                    .map(node -> node.view().galera().stateUuid())
                    .distinct()
                    .count();
            if (histories > 1) {
                found.add(sight.finding(
                        Code.TWO_WRITEABLE_MASTERS,
                        addresses(primary),
                        evidence(primary),
                        List.of(Advice.shell(
                                primary.getLast().address(),
                                "the cluster was begun twice: stop the nodes of one, compare, and let them join the other",
                                "systemctl stop mariadb"))));
            }
        }
    }

    private static Advice advice(List<Instance> stuck, List<Instance> primary) {
        return Advice.sql(
                stuck.getFirst().address(),
                primary.isEmpty()
                        ? "bring the other nodes or the way to them back: they find together by themselves. Only when no others are"
                                + " Primary anywhere, on the node with the highest wsrep_last_committed"
                        : "the others go on without it: bring the way to them back",
                primary.isEmpty()
                        ? List.of(
                                "SHOW GLOBAL STATUS LIKE 'wsrep_last_committed'",
                                "SET GLOBAL wsrep_provider_options = 'pc.bootstrap=YES'")
                        : List.of("SHOW GLOBAL STATUS LIKE 'wsrep_%'"));
    }

    private static boolean isPrimary(Instance node) {
        return "Primary".equalsIgnoreCase(node.view().galera().status());
    }

    private static List<Address> addresses(List<Instance> nodes) {
        return nodes.stream().map(Instance::address).toList();
    }

    private static List<Evidence> evidence(List<Instance> nodes) {
        return nodes.stream()
                .map(node -> {
                    GaleraView view = node.view().galera();
                    return new Evidence(
                            node.address(),
                            "I am " + view.status() + " of " + view.size() + ", " + view.localState()
                                    + (Boolean.FALSE.equals(view.ready()) ? ", not ready" : ""));
                })
                .toList();
    }
}
