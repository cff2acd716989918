package io.hydrophone.probe.group;

import java.util.List;

/**
 * What a node knows after a restart.
 *
 * @param role informative: who is master is decided anew
 * @param port for members, 0 when none was taken yet
 * @param left whether the node is on its own because it was told so
 * @param joined addresses given to {@link Group#join}
 * @param nodes others that were seen as members, alive or not
 * @param leftBehind group addresses of those that it left
 */
record GroupState(
        String name,
        String group,
        Role role,
        long epoch,
        int port,
        boolean left,
        List<String> joined,
        List<Node> nodes,
        List<String> leftBehind) {
    GroupState {
        joined = List.copyOf(joined);
        nodes = List.copyOf(nodes);
        leftBehind = List.copyOf(leftBehind);
    }

    static GroupState fresh(String name, String group) {
        return new GroupState(name, group, Role.STANDBY, 0, 0, false, List.of(), List.of(), List.of());
    }
}
