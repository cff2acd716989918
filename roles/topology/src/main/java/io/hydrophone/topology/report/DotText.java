package io.hydrophone.topology.report;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Topology;
import io.hydrophone.topology.diagnosis.Finding;
import io.hydrophone.topology.diagnosis.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A graph for Graphviz: arrows point the way that data go. */
final class DotText {
    private final Topology topology;
    private final List<Finding> findings;
    private final Map<Address, Instance> instances;
    private final StringBuilder text = new StringBuilder();

    DotText(Topology topology, List<Finding> findings) {
        this.topology = topology;
        this.findings = findings;
        this.instances = topology.byAddress();
    }

    String text() {
        text.append("digraph topology {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        text.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
        int number = 0;
        for (Cluster cluster : topology.clusters()) {
            text.append("  subgraph cluster_").append(number++).append(" {\n    label=");
            text.append(quoted(cluster.name())).append(";\n");
            cluster.instances().forEach(address -> node(instances.get(address)));
            text.append("  }\n");
        }
        Set<List<Address>> together = new HashSet<>();
        for (Link link : topology.links()) {
            switch (link) {
                case Link.Replication replication -> replication(replication);
                case Link.Group group -> membership(group, together);
                case Link.Galera galera -> membership(galera, together);
            }
        }
        return text.append("}\n").toString();
    }

    private void node(Instance instance) {
        List<String> lines = new ArrayList<>(List.of(instance.address().toString()));
        lines.add((Words.version(instance) + " " + Words.access(instance)).strip());
        lines.add(Words.roles(instance));
        lines.add(Words.failure(instance));
        text.append("    ").append(quoted(instance.address().toString())).append(" [label=");
        text.append(quoted(lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"))));
        text.append(instance.view() == null ? ", color=red, fontcolor=red];\n" : colour(instance.address()) + "];\n");
    }

    /** Of the worst that was found about it. */
    private String colour(Address address) {
        return findings.stream()
                .filter(finding -> finding.instance().equals(address))
                .map(Finding::severity)
                .min(Comparator.naturalOrder())
                .filter(severity -> severity != Severity.NOTICE)
                .map(severity -> severity == Severity.CRITICAL ? ", color=red" : ", color=orange")
                .orElse("");
    }

    private void replication(Link.Replication link) {
        text.append("  ").append(quoted(link.to().toString()));
        text.append(" -> ").append(quoted(link.from().toString()));
        text.append(" [label=").append(quoted(Words.link(link).replace(", ", "\n")));
        text.append(Words.isWell(link) ? "];\n" : ", color=red];\n");
    }

    /** One line between two that see each other. */
    private void membership(Link link, Set<List<Address>> together) {
        List<Address> pair = List.of(link.from(), link.to()).stream().sorted().toList();
        if (!link.from().equals(link.to()) && together.add(pair)) {
            text.append("  ").append(quoted(pair.get(0).toString()));
            text.append(" -> ").append(quoted(pair.get(1).toString()));
            text.append(" [dir=none, style=dashed];\n");
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
