package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.group.Control.Admitted;
import io.hydrophone.probe.group.Control.Decision;
import io.hydrophone.probe.group.Control.Farewell;
import io.hydrophone.probe.group.Control.Hello;
import io.hydrophone.probe.group.Control.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Agrees on the master. The layer below says who is connected, and who of them coordinates; after each such view every member tells the coordinator
 * how it stands, and when all have, the coordinator decides and tells all. A member that dies meanwhile makes a new view, which begins this anew; so
 * a decision is always about members that all answered, and an answer is never older than the view.
 */
final class Membership {
    /** How members are told something. */
    interface Post {
        MemberId self();

        /** Its own address for members, host:port. */
        String groupAddress();

        /** In order for each receiver, without waiting for it. */
        void post(MemberId to, Control control);
    }

    private static final GroupView NOBODY = new GroupView("", 0, "", List.of());

    private final String address;
    private final Memory memory;
    private final Mailbox mailbox;
    private final Refusals refusals;
    private final Consumer<Problem> ended;
    private final EarlyMessages early = new EarlyMessages();
    private final long startNanos = System.nanoTime();

    private Post post;
    private ViewId view;
    private List<MemberId> members = List.of();
    private final Map<MemberId, Hello> hellos = new HashMap<>();

    /** As the coordinator of the view; null before, and elsewhere. */
    private Decision decided;

    /** The newest that this node followed. */
    private Decision followed;

    private Map<MemberId, String> names = Map.of();
    private boolean isMaster;

    /** Whether another master is preferred: until this node has been with others, if it looks for any. */
    private boolean yields;

    private Problem refused;
    private volatile GroupView published;

    Membership(
            String address,
            boolean looksForOthers,
            Memory memory,
            Mailbox mailbox,
            Refusals refusals,
            Consumer<Problem> ended) {
        this.address = address;
        this.yields = looksForOthers;
        this.memory = memory;
        this.mailbox = mailbox;
        this.refusals = refusals;
        this.ended = ended;
    }

    /** The newest view; nobody is in it before the first decision. */
    GroupView view() {
        GroupView newest = published;
        return newest == null ? NOBODY : newest;
    }

    /** A decision is in the memory before it is told: who looked at the two one by one would find a member that is away. */
    synchronized Roster roster() {
        GroupView now = view();
        return new Roster(
                now,
                memory.state().nodes().stream()
                        .filter(node -> now.node(node.name()) == null)
                        .toList());
    }

    /** Returns why this node was refused, or null when it was admitted. */
    synchronized Problem awaitFirst(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (published == null && refused == null) {
            long rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (rest <= 0) {
                return GroupProblems.notDecided();
            }
            wait(rest);
        }
        return refused;
    }

    /** The members changed; the first one coordinates. */
    synchronized void installed(Post by, ViewId newView, List<MemberId> newMembers) {
        post = by;
        view = newView;
        members = List.copyOf(newMembers);
        hellos.clear();
        decided = null;
        early.retain(members);
        sayHello();
    }

    /** Says it again while there is no decision, for the case that it was lost with a connection. */
    synchronized void nudge() {
        if (view != null
                && refused == null
                && (followed == null || !followed.view().equals(view))) {
            sayHello();
        }
    }

    /** At the next decision, another master is preferred to this node. */
    synchronized void yieldToOthers() {
        yields = true;
    }

    /** The member of that name, or null. */
    synchronized MemberId member(String name) {
        for (Map.Entry<MemberId, String> entry : names.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return null;
    }

    synchronized void tellOthers(Control control) {
        for (MemberId member : members) {
            if (!member.equals(post.self())) {
                post.post(member, control);
            }
        }
    }

    void heard(MemberId from, byte[] bytes) throws InterruptedException {
        if (bytes.length > 0 && bytes[0] == ControlCodec.MESSAGE) {
            mailbox.awaitRoom();
            deliver(from, Arrays.copyOfRange(bytes, 1, bytes.length));
            return;
        }
        try {
            take(from, ControlCodec.decode(bytes));
        } catch (IOException e) {
            refusals.add(GroupProblems.malformed(nameOf(from), e.getMessage() == null ? "cut off" : e.getMessage()));
        }
    }

    private synchronized String nameOf(MemberId member) {
        return names.getOrDefault(member, "");
    }

    private synchronized void deliver(MemberId from, byte[] message) {
        String name = names.get(from);
        if (name != null) {
            mailbox.message(name, message);
        } else if (members.contains(from) && !early.add(from, message)) {
            refusals.add(GroupProblems.tooMuchEarly("", message.length));
        }
    }

    private synchronized void take(MemberId from, Control control) {
        if (post == null || refused != null) {
            return;
        }
        switch (control) {
            case Hello hello -> {
                if (isCoordinator() && hello.view().equals(view) && members.contains(from)) {
                    takeHello(from, hello);
                }
            }
            case Decision decision -> {
                if (decision.view().equals(view) && from.equals(members.getFirst())) {
                    follow(decision);
                }
            }
            case Refusal refusal -> {
                if (from.equals(members.getFirst())) {
                    end(new Problem(refusal.code(), refusal.reason(), post.groupAddress(), ""));
                }
            }
            case Farewell(String groupAddress) -> memory.forgets(groupAddress);
        }
    }

    private boolean isCoordinator() {
        return members.getFirst().equals(post.self());
    }

    private void sayHello() {
        GroupState state = memory.state();
        long uptime = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        Hello hello =
                new Hello(view, state.name(), address, post.groupAddress(), state.epoch(), isMaster, yields, uptime);
        if (isCoordinator()) {
            takeHello(post.self(), hello);
        } else {
            post.post(members.getFirst(), hello);
        }
    }

    private void takeHello(MemberId from, Hello hello) {
        if (decided != null) {
            post.post(from, decided);
            return;
        }
        hellos.put(from, hello);
        if (hellos.keySet().containsAll(members)) {
            decide();
        }
    }

    private void decide() {
        Map<String, MemberId> holders = new HashMap<>();
        for (MemberId member : members) {
            MemberId other = holders.putIfAbsent(hellos.get(member).name(), member);
            if (other != null) {
                boolean isOlder =
                        hellos.get(member).uptimeMillis() > hellos.get(other).uptimeMillis();
                if (isOlder) {
                    holders.put(hellos.get(member).name(), member);
                }
                refuse(isOlder ? other : member, isOlder ? member : other);
            }
        }
        if (refused != null) {
            return;
        }
        List<Admitted> admitted = new ArrayList<>();
        holders.forEach((name, member) -> admitted.add(new Admitted(
                member, name, hellos.get(member).address(), hellos.get(member).groupAddress())));
        admitted.sort(Comparator.comparing(Admitted::name));
        Election election =
                Election.of(holders.values().stream().map(hellos::get).toList());
        decided = new Decision(view, election.epoch(), election.master(), admitted);
        for (Admitted member : admitted) {
            if (!member.id().equals(post.self())) {
                post.post(member.id(), decided);
            }
        }
        follow(decided);
    }

    private void refuse(MemberId member, MemberId holder) {
        Problem problem = GroupProblems.nameTaken(
                hellos.get(member).name(), hellos.get(holder).groupAddress());
        if (member.equals(post.self())) {
            end(problem);
            return;
        }
        refusals.add(problem);
        post.post(member, new Refusal(problem.code(), problem.message()));
    }

    private void follow(Decision decision) {
        if (decision.equals(followed)) {
            return;
        }
        followed = decision;
        String self = memory.state().name();
        isMaster = decision.master().equals(self);
        yields &= decision.members().size() == 1;
        List<Node> nodes = new ArrayList<>();
        Map<MemberId, String> newNames = new HashMap<>();
        for (Admitted member : decision.members()) {
            newNames.put(member.id(), member.name());
            Role role = member.name().equals(decision.master()) ? Role.MASTER : Role.STANDBY;
            nodes.add(new Node(member.name(), role, member.address(), member.groupAddress(), decision.epoch()));
        }
        showRestarted(newNames);
        names = newNames;
        memory.decided(
                isMaster ? Role.MASTER : Role.STANDBY,
                decision.epoch(),
                nodes.stream().filter(node -> !node.name().equals(self)).toList());
        publish(new GroupView(self, decision.epoch(), decision.master(), nodes));
        newNames.forEach((id, name) -> early.take(id).forEach(message -> mailbox.message(name, message)));
    }

    /** Who was restarted so fast that no view was without it is shown as gone first: what was sent to it may be lost. */
    private void showRestarted(Map<MemberId, String> newNames) {
        if (published == null) {
            return;
        }
        List<Node> rest = published.nodes().stream()
                .filter(node -> node.name().equals(published.self())
                        || !newNames.containsValue(node.name())
                        || newNames.containsKey(member(node.name())))
                .toList();
        if (rest.size() == published.nodes().size()) {
            return;
        }
        boolean isMasterGone = rest.stream().noneMatch(node -> node.name().equals(published.master()));
        publish(new GroupView(published.self(), published.epoch(), isMasterGone ? "" : published.master(), rest));
    }

    private void publish(GroupView next) {
        published = next;
        mailbox.view(next);
        notifyAll();
    }

    /** This node is of no use to the others. */
    synchronized void withdraw(Problem why) {
        if (refused == null) {
            end(why);
        }
    }

    /** This node is not wanted: it is alone without being master. */
    private void end(Problem why) {
        refused = why;
        isMaster = false;
        names = Map.of();
        if (published != null) {
            publish(new GroupView(published.self(), published.epoch(), "", List.of()));
        }
        notifyAll();
        ended.accept(why);
    }
}
