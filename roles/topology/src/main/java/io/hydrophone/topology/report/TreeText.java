package io.hydrophone.topology.report;

import io.hydrophone.core.Problem;
import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Role;
import io.hydrophone.topology.Topology;
import io.hydrophone.topology.diagnosis.Finding;
import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.report.Lines.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tree for each cluster: replicas below their sources, members of a group side by side. */
final class TreeText {
    private final Topology topology;
    private final List<Finding> findings;
    private final Lines lines;
    private final Map<Address, Instance> instances = new HashMap<>();
    private final Map<Address, List<Link.Replication>> bySource;
    private final Map<Address, List<Link.Replication>> byReplica;
    private final Set<Address> shown = new HashSet<>();

    TreeText(Topology topology, List<Finding> findings, boolean colours) {
        this.topology = topology;
        this.findings = findings;
        this.lines = new Lines(colours);
        topology.instances().forEach(instance -> instances.put(instance.address(), instance));
        bySource = topology.replication().stream().collect(Collectors.groupingBy(Link.Replication::to));
        byReplica = topology.replication().stream().collect(Collectors.groupingBy(Link.Replication::from));
    }

    String text() {
        for (int i = 0; i < topology.clusters().size(); i++) {
            if (i > 0) {
                lines.add(Cell.plain(""));
            }
            cluster(topology.clusters().get(i));
        }
        if (topology.truncated()) {
            lines.add(new Cell("More instances are named than may be asked: raise max_instances.", Colour.YELLOW));
        }
        return lines.text();
    }

    private void cluster(Cluster cluster) {
        int size = cluster.instances().size();
        long unreached = cluster.instances().stream()
                .filter(address -> instances.get(address).view() == null)
                .count();
        String count = size
                + (size == 1 ? " instance" : " instances")
                + (unreached == 0 ? "" : ", " + unreached + " not reached");
        lines.add(new Cell(cluster.name() + "  (" + count + ")", Colour.BOLD));
        for (Address root : roots(cluster)) {
            if (!shown.contains(root)) {
                node(root, null, "", "", cluster);
            }
        }
        new FindingLines(
                        findings.stream()
                                .filter(each -> cluster.instances().contains(each.instance()))
                                .toList(),
                        lines)
                .add();
    }

    /** First those that follow nobody here, then the writable ones, primaries first; a ring begins where it is written to. */
    private List<Address> roots(Cluster cluster) {
        Set<Address> here = new HashSet<>(cluster.instances());
        Comparator<Address> order = Comparator.<Address>comparingInt(address -> follows(address, here) ? 1 : 0)
                .thenComparing(address -> instances.get(address).roles().contains(Role.REPLICA))
                .thenComparing(address -> !instances.get(address).roles().contains(Role.GROUP_PRIMARY))
                .thenComparing(address -> !Words.access(instances.get(address)).equals("rw"))
                .thenComparing(Comparator.naturalOrder());
        return cluster.instances().stream().sorted(order).toList();
    }

    private boolean follows(Address address, Set<Address> here) {
        return byReplica.getOrDefault(address, List.of()).stream().anyMatch(link -> here.contains(link.to()));
    }

    private void node(Address address, Link.Replication by, String branch, String indent, Cluster cluster) {
        Instance instance = instances.get(address);
        boolean isNew = shown.add(address);
        line(instance, by, branch, isNew);
        if (!isNew) {
            return;
        }
        details(instance, indent);
        List<Link.Replication> replicas = bySource.getOrDefault(address, List.of()).stream()
                .filter(link -> cluster.instances().contains(link.from()))
                .toList();
        for (int i = 0; i < replicas.size(); i++) {
            Link.Replication link = replicas.get(i);
            boolean last = i == replicas.size() - 1;
            node(link.from(), link, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), cluster);
        }
    }

    private void line(Instance instance, Link.Replication by, String branch, boolean isNew) {
        boolean reached = instance.view() != null;
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(branch + instance.address(), reached ? null : Colour.RED));
        cells.add(Cell.plain(Words.version(instance)));
        cells.add(new Cell(Words.access(instance), Words.access(instance).equals("offline") ? Colour.YELLOW : null));
        cells.add(Cell.plain(isNew ? Words.roles(instance) : "see above"));
        String link = by == null ? "" : Words.link(by);
        String rest = Stream.of(Words.failure(instance), isNew ? Words.membership(instance) : "", link)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        boolean isBad = !reached || instance.failure() != null;
        lines.add(cells, new Cell(rest, isBad ? Colour.RED : by != null && !Words.isWell(by) ? Colour.YELLOW : null));
    }

    private void details(Instance instance, String indent) {
        boolean hasReplicas = bySource.containsKey(instance.address());
        String margin = indent + (hasReplicas ? "│  " : "   ");
        if (!instance.aliases().isEmpty()) {
            note(margin + "also "
                    + instance.aliases().stream().map(Address::toString).collect(Collectors.joining(", ")));
        }
        if (instance.view() == null) {
            String said = Words.mentions(instance);
            if (!said.isEmpty()) {
                note(margin + said);
            }
            return;
        }
        for (Problem problem : instance.view().problems()) {
            note(margin + Words.foreign(problem.message()));
        }
        if (instance.view().group() != null) {
            instance.view().group().members().stream()
                    .filter(member -> !member.isOnline())
                    .filter(member -> !member.uuid().equals(instance.serverUuid()))
                    .map(TreeText::seen)
                    .forEach(text -> note(margin + text));
        }
    }

    private static String seen(GroupMember member) {
        return "sees " + Words.foreign(member.host() + ":" + member.port() + " " + member.state());
    }

    private void note(String text) {
        lines.add(new Cell(text, Colour.FAINT));
    }
}
