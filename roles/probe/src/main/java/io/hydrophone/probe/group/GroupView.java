package io.hydrophone.probe.group;

import java.util.List;

/**
 * Who is in the group at one moment, and who is master. Members see the same sequence of views while they are together. A member that was restarted
 * is gone in one view before it is there again.
 *
 * @param self name of the node whose view this is
 * @param epoch rises with each change of the master; never falls on a node
 * @param master its name; empty before the first decision, while it is gone, and after the node was refused
 * @param nodes members that are alive, by name; this node among them unless it was refused
 */
public record GroupView(String self, long epoch, String master, List<Node> nodes) {
    public GroupView {
        nodes = List.copyOf(nodes);
    }

    /** Whether this node is the master. */
    public boolean isMaster() {
        return self.equals(master);
    }

    /** The member of that name, or null. */
    public Node node(String name) {
        for (Node node : nodes) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        return null;
    }
}
