package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.group.Group;
import io.hydrophone.probe.group.Node;
import io.hydrophone.probe.group.Role;
import io.hydrophone.probe.group.Roster;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A gossip cluster, seen from a master or standby. The group is not closed with it. */
public final class GossipMember implements Cluster {
    private final Group group;
    private final String groupName;
    private final ConnectedProbes probes;
    private final NodeClient client;

    /** @param client closed with this */
    public GossipMember(Group group, String groupName, ConnectedProbes probes, NodeClient client) {
        this.group = group;
        this.groupName = groupName;
        this.probes = probes;
        this.client = client;
    }

    /** Also the address of a probe, which tells where its masters are, or one for members, whoever is there. */
    @Override
    public void join(String address) {
        group.join(members(client, groupName, address));
    }

    /**
     * Where the members of a cluster listen for members.
     *
     * @param address of the HTTP server of any of its nodes, or one for members, which is given back as it is
     * @throws ProblemException {@code node-unreachable}, {@code wrong-group}, {@code no-master}, …
     */
    public static List<String> members(NodeClient client, String groupName, String address) {
        List<ClusterNode> nodes;
        try {
            nodes = client.nodes(address);
        } catch (ProblemException e) {
            if (e.problem().code().equals(ClusterProblems.NO_HTTP)) {
                return List.of(address);
            }
            throw e;
        }
        Optional<ClusterNode> foreign =
                nodes.stream().filter(node -> !node.group().equals(groupName)).findFirst();
        if (foreign.isPresent()) {
            throw new ProblemException(
                    ClusterProblems.wrongGroup(address, foreign.get().group(), groupName));
        }
        List<String> members = nodes.stream()
                .filter(node -> node.isUp() && !node.groupAddress().isEmpty())
                .map(ClusterNode::groupAddress)
                .toList();
        if (members.isEmpty()) {
            throw new ProblemException(ClusterProblems.noMaster(address));
        }
        return members;
    }

    @Override
    public void leave() {
        group.leave();
    }

    @Override
    public void remove(String address) {
        ClusterNode node = nodes().stream()
                .filter(known ->
                        known.address().equals(address) || known.groupAddress().equals(address))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ClusterProblems.noSuchNode(address)));
        if (node.isUp()) {
            client.leave(node.address());
        } else if (node.role() == Role.PROBE) {
            probes.forget(node.name());
        }
        if (!node.groupAddress().isEmpty()) {
            group.forget(node.groupAddress());
        }
    }

    @Override
    public List<ClusterNode> nodes() {
        Roster roster = group.roster();
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        List<ClusterNode> nodes = new ArrayList<>();
        roster.view().nodes().forEach(node -> nodes.add(node(node, node.role(), true, now)));
        // Who is away is no master, whatever it was.
        roster.away().forEach(node -> nodes.add(node(node, Role.STANDBY, false, -1)));
        probes.probes().forEach(probe -> nodes.add(ProbeNode.of(probe, groupName)));
        return nodes;
    }

    private ClusterNode node(Node node, Role role, boolean isUp, long lastSeen) {
        return new ClusterNode(
                node.name(), role, groupName, node.address(), node.groupAddress(), node.epoch(), isUp, lastSeen);
    }

    @Override
    public void close() {
        client.close();
    }
}
