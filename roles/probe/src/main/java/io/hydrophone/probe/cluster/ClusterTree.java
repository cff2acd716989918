package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.group.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A cluster as a tree for people: the master, below it standbys and probes, with rates, lag and losses. */
final class ClusterTree implements NodeTree {
    private final List<ClusterNode> nodes;
    private final MasterFigures figures;

    private ClusterTree(List<ClusterNode> nodes, MasterFigures figures) {
        this.nodes = nodes;
        this.figures = figures;
    }

    /**
     * Asks a node for the others, and their master for the figures.
     *
     * @param address host:port of any node
     * @throws ProblemException {@code node-unreachable}, {@code node-refused}, …
     */
    static ClusterTree ask(NodeClient client, String address) {
        List<ClusterNode> nodes = client.nodes(address);
        MasterFigures figures = nodes.stream()
                .filter(node -> node.role() == Role.MASTER && node.isUp())
                .findFirst()
                .map(master -> MasterFigures.read(master.address(), client.status(master.address())))
                .orElse(MasterFigures.UNKNOWN);
        return new ClusterTree(nodes, figures);
    }

    /** Whether there is one master and every node is up. */
    @Override
    public boolean isWhole() {
        return nodes.stream().allMatch(ClusterNode::isUp)
                && nodes.stream().filter(node -> node.role() == Role.MASTER).count() == 1;
    }

    @Override
    public List<String> lines() {
        List<ClusterNode> sorted = nodes.stream()
                .sorted(Comparator.comparingInt((ClusterNode node) -> order(node.role()))
                        .thenComparing(ClusterNode::name))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(head());
        int names = width(sorted, node -> node.name().length());
        int addresses = width(sorted, node -> node.address().length());
        for (int i = 0; i < sorted.size(); i++) {
            ClusterNode node = sorted.get(i);
            String branch = node.role() == Role.MASTER ? "" : i == sorted.size() - 1 ? "└─ " : "├─ ";
            lines.add(String.format(
                            Locale.ROOT,
                            "%-" + (names + 3) + "s  %-" + addresses + "s  %-7s  %-4s  %s",
                            branch + node.name(),
                            node.address(),
                            node.role().label(),
                            node.isUp() ? "up" : "down",
                            figures(node))
                    .stripTrailing());
        }
        return lines;
    }

    private static int order(Role role) {
        return switch (role) {
            case MASTER -> 0;
            case STANDBY -> 1;
            case PROBE -> 2;
        };
    }

    private interface Length {
        int of(ClusterNode node);
    }

    private static int width(List<ClusterNode> nodes, Length length) {
        return nodes.stream().mapToInt(length::of).max().orElse(1);
    }

    private String head() {
        String group = nodes.isEmpty() ? "" : nodes.getFirst().group();
        long epoch = nodes.stream()
                .filter(node -> node.role() == Role.MASTER)
                .mapToLong(ClusterNode::epoch)
                .max()
                .orElse(-1);
        long down = nodes.stream().filter(node -> !node.isUp()).count();
        return group
                + (epoch < 0 ? ", no master" : ", epoch " + epoch)
                + ", " + nodes.size() + (nodes.size() == 1 ? " node" : " nodes")
                + (down == 0 ? "" : ", " + down + " down");
    }

    private String figures(ClusterNode node) {
        if (node.role() == Role.MASTER) {
            return MasterFigures.rate(figures.queriesPerSecond());
        }
        MasterFigures.Probe probe = figures.probes().get(node.name());
        if (probe == null || node.role() != Role.PROBE) {
            return "";
        }
        return probe.text();
    }
}
