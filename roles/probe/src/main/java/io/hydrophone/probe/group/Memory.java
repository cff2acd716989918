package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** {@link GroupState}, on the disk before anybody acts on it. A disk that takes nothing is told, and the group goes on. */
final class Memory {
    private final StateFile file;
    private final Consumer<Problem> told;
    private GroupState state;
    private GroupState written;

    private Memory(StateFile file, GroupState state, Consumer<Problem> told) {
        this.file = file;
        this.state = state;
        this.told = told;
    }

    /** @throws ProblemException {@code bad-state-file} */
    static Memory open(GroupOptions options, Consumer<Problem> told) {
        StateFile file = new StateFile(options.stateFile());
        GroupState state;
        try {
            byte[] bytes = file.read();
            state = bytes == null ? null : GroupStateJson.read(bytes);
            if (state != null) {
                addresses(state, List.of()).forEach(GroupAddress::parse);
            }
        } catch (IOException e) {
            throw new ProblemException(GroupProblems.badState(file.path(), e.getMessage()), e);
        }
        String name = options.name() != null ? options.name() : state != null ? state.name() : NodeName.make();
        if (state == null) {
            state = GroupState.fresh(name, options.group());
        }
        // In another group there is nobody of the former one; the epoch stays, for it never goes back on a node.
        boolean moved = !state.group().equals(options.group());
        state = new GroupState(
                name,
                options.group(),
                state.role(),
                state.epoch(),
                state.port(),
                !moved && state.left(),
                moved ? List.of() : state.joined(),
                moved ? List.of() : state.nodes(),
                moved ? List.of() : state.leftBehind());
        return new Memory(file, state, told);
    }

    synchronized GroupState state() {
        return state;
    }

    /** Where others may be, but not {@code self}. */
    synchronized Set<String> addresses(List<String> seeds, String self) {
        Set<String> all = addresses(state, state.left() ? List.of() : seeds);
        all.remove(self);
        return all;
    }

    private static Set<String> addresses(GroupState state, List<String> seeds) {
        Set<String> all = new LinkedHashSet<>(seeds);
        all.addAll(state.joined());
        state.nodes().forEach(node -> all.add(node.groupAddress()));
        return all;
    }

    synchronized void listens(int port) {
        keep(new GroupState(
                state.name(),
                state.group(),
                state.role(),
                state.epoch(),
                port,
                state.left(),
                state.joined(),
                state.nodes(),
                state.leftBehind()));
    }

    /** A view was decided; these others are in it. */
    synchronized void decided(Role role, long epoch, Collection<Node> others) {
        List<Node> nodes = new ArrayList<>(others);
        for (Node known : state.nodes()) {
            boolean isSeen = others.stream()
                    .anyMatch(other -> other.name().equals(known.name())
                            || other.groupAddress().equals(known.groupAddress()));
            if (!isSeen) {
                nodes.add(known);
            }
        }
        keep(new GroupState(
                state.name(),
                state.group(),
                role,
                Math.max(epoch, state.epoch()),
                state.port(),
                state.left(),
                state.joined(),
                nodes,
                state.leftBehind()));
    }

    synchronized void joins(List<String> addresses) {
        Set<String> joined = new LinkedHashSet<>(state.joined());
        joined.addAll(addresses);
        keep(others(false, List.copyOf(joined), state.nodes(), List.of()));
    }

    synchronized void leaves() {
        Set<String> behind = new LinkedHashSet<>(state.leftBehind());
        state.nodes().forEach(node -> behind.add(node.groupAddress()));
        keep(others(true, List.of(), List.of(), List.copyOf(behind)));
    }

    /** Nobody is looked for at this address any more. */
    synchronized void forgets(String groupAddress) {
        keep(others(
                state.left(),
                state.joined().stream()
                        .filter(known -> !known.equals(groupAddress))
                        .toList(),
                state.nodes().stream()
                        .filter(node -> !node.groupAddress().equals(groupAddress))
                        .toList(),
                state.leftBehind()));
    }

    private GroupState others(boolean left, List<String> joined, List<Node> nodes, List<String> leftBehind) {
        return new GroupState(
                state.name(),
                state.group(),
                state.role(),
                state.epoch(),
                state.port(),
                left,
                joined,
                nodes,
                leftBehind);
    }

    private void keep(GroupState next) {
        state = next;
        if (next.equals(written)) {
            return;
        }
        try {
            file.write(GroupStateJson.write(next));
            written = next;
        } catch (IOException e) {
            String what = e.getClass().getSimpleName() + ": " + e.getMessage();
            told.accept(GroupProblems.stateNotKept(file.path(), what));
        }
    }
}
