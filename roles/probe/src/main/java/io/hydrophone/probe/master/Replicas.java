package io.hydrophone.probe.master;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.group.Group;
import io.hydrophone.probe.group.GroupView;
import io.hydrophone.probe.group.Node;
import io.hydrophone.probe.settings.GroupChanges;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.queue.Entry;
import io.hydrophone.report.ReportId;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What keeps the nodes of a group the same. A master sends each entry of its journal to every standby, and an entry is safe
 * when all of them have it on their disks. Nodes that meet tell each other what they have accepted, and each sends what the
 * other lacks; where the journal does not reach back so far, the master gives its sums.
 */
final class Replicas implements Group.Events {
    /** A standby, as the master knows it. */
    private static final class Standby {
        /** The last entry that it has, or that it need not have. */
        private volatile long safe;
        /** Whether entries wait for it. */
        private volatile boolean counts = true;

        Standby(long safe) {
            this.safe = safe;
        }
    }

    private final Keeper keeper;
    private final Shipper shipper;
    private final Sums sums;
    private final Settings settings;
    private final Consumer<Problem> told;
    private final Consumer<GroupView> viewed;
    private final Map<String, Standby> standbys = new ConcurrentHashMap<>();
    private final Owed owed = new Owed();
    private volatile Group group;
    private volatile GroupView view;
    private volatile boolean failing;

    /**
     * Nodes that know nothing of one another yet.
     *
     * @param viewed receives each view of the group, before anything else is done with it
     */
    Replicas(
            Keeper keeper,
            Shipper shipper,
            Sums sums,
            Settings settings,
            Consumer<GroupView> viewed,
            Consumer<Problem> told) {
        this.keeper = keeper;
        this.shipper = shipper;
        this.sums = sums;
        this.settings = settings;
        this.viewed = viewed;
        this.told = told;
        settings.propagateTo(changes -> shipper.order(this::tellSettings));
    }

    /** The group has been joined. */
    void joined(Group of) {
        group = of;
        shipper.order(this::meet);
    }

    @Override
    public void view(GroupView next) {
        view = next;
        viewed.accept(next);
        shipper.order(this::meet);
    }

    /** On the shipper's thread, as all that changes who the standbys are. */
    private void meet() {
        GroupView now = view;
        if (group == null || now == null) {
            return;
        }
        tellSettings();
        standbys.keySet().removeIf(name -> !now.isMaster() || now.node(name) == null);
        if (now.isMaster()) {
            for (Node node : now.nodes()) {
                if (!node.name().equals(now.self())) {
                    standbys.computeIfAbsent(node.name(), name -> new Standby(shipper.shipped()));
                }
            }
        } else if (!now.master().isEmpty()) {
            tellWhatWeHave(now.master(), true);
        }
    }

    /** To all, master or not: every node knows what its group was asked to change. */
    private void tellSettings() {
        GroupView now = view;
        GroupChanges known = settings.known();
        if (now == null || known.equals(GroupChanges.NONE)) {
            return;
        }
        byte[] text = GroupChangesJson.write(known).getBytes(UTF_8);
        now.nodes().stream()
                .filter(node -> !node.name().equals(now.self()))
                .forEach(node -> send(node.name(), new PeerMessage(PeerMessage.Kind.SETTINGS, 0, text)));
    }

    private void tellWhatWeHave(String to, boolean answer) {
        byte[] accepted = keeper.fleet().accepted().encode();
        send(to, new PeerMessage(PeerMessage.Kind.HAVE, answer ? 1 : 0, accepted));
    }

    private boolean send(String to, PeerMessage message) {
        Group of = group;
        return of != null && of.send(to, message.encode());
    }

    /** An entry is on this disk; on the shipper's thread. */
    void ship(Entry entry) {
        GroupView now = view;
        if (now != null && now.isMaster()) {
            PeerMessage message = new PeerMessage(PeerMessage.Kind.ENTRY, entry.sequence(), entry.record());
            standbys.keySet().forEach(name -> send(name, message));
        }
    }

    /** Tells others what of their entries is on this disk; on the shipper's thread. */
    void confirm(long shipped) {
        owed.settle(shipped).forEach((to, safe) -> send(to, new PeerMessage(PeerMessage.Kind.SAFE, safe)));
    }

    /** Up to which entry everyone has all that is on this disk. */
    long safe(long shipped) {
        long safe = shipped;
        for (Standby standby : standbys.values()) {
            safe = standby.counts ? Math.min(safe, standby.safe) : safe;
        }
        return safe;
    }

    /** Standbys that cannot keep what comes. */
    long failing() {
        return standbys.values().stream().filter(standby -> !standby.counts).count();
    }

    @Override
    public void message(String from, byte[] bytes) {
        PeerMessage message = PeerMessage.decode(bytes);
        if (message == null) {
            told.accept(new Problem(
                    "unknown-message", "a node says something unknown", from, "do both run the same version?"));
            return;
        }
        try {
            switch (message.kind()) {
                case ENTRY -> entry(from, message);
                case LATE -> keeper.accept(message.body());
                case SAFE -> safe(from, message.number());
                case FAILING -> failing(from);
                case SETTINGS -> settings(from, message);
                case HAVE -> {
                    Accepted theirs = Accepted.decode(message.body());
                    shipper.order(() -> compare(from, theirs, message.number() == 1));
                }
                case SUMS, SUMS_END -> {
                    if (from.equals(view.master()) && sums.receive(message)) {
                        shipper.order(() -> sums.adopt(keeper));
                        shipper.order(() -> tellWhatWeHave(from, true));
                    }
                }
            }
        } catch (ProblemException e) {
            told.accept(e.problem());
            fail(from);
        }
    }

    private void settings(String from, PeerMessage message) {
        try {
            settings.learn(GroupChangesJson.read(new String(message.body(), UTF_8)));
        } catch (IOException e) {
            told.accept(new Problem(
                    "bad-settings",
                    "what a node says of its settings is not understood: " + e.getMessage(),
                    from,
                    "do both run the same version?"));
        }
    }

    private void entry(String from, PeerMessage message) {
        boolean closes = message.body().length > 0 && message.body()[0] == JournalEntry.CLOSED;
        if (!closes || from.equals(view.master())) {
            owed.add(keeper.accept(message.body()), from, message.number());
        }
    }

    private void safe(String from, long number) {
        Standby standby = standbys.get(from);
        if (standby != null) {
            standby.safe = Math.max(standby.safe, number);
            shipper.wake();
        }
    }

    private void failing(String from) {
        Standby standby = standbys.get(from);
        if (standby != null && standby.counts) {
            standby.counts = false;
            told.accept(new Problem(
                    "standby-failing",
                    "a standby cannot keep what comes, so reports are acknowledged without it",
                    from,
                    "look at its disk and its log"));
            shipper.wake();
        }
    }

    /** What came could not be kept here: a master goes on without, and we ask again later. */
    private void fail(String from) {
        failing = true;
        owed.clear();
        send(from, new PeerMessage(PeerMessage.Kind.FAILING, 0));
    }

    /** Now and then, on the shipper's thread. */
    void retry() {
        settings.retry();
        GroupView now = view;
        if (!failing || now == null) {
            return;
        }
        failing = false;
        if (now.isMaster()) {
            standbys.keySet().forEach(name -> tellWhatWeHave(name, true));
        } else if (!now.master().isEmpty()) {
            tellWhatWeHave(now.master(), true);
        }
    }

    /** Sends what the other one lacks; on the shipper's thread. */
    private void compare(String from, Accepted theirs, boolean answer) {
        GroupView now = view;
        if (now.isMaster()) {
            standbys.computeIfPresent(from, (name, standby) -> new Standby(shipper.shipped()));
        } else if (from.equals(now.master())) {
            keeper.fleet().follow(theirs);
        }
        if (answer) {
            tellWhatWeHave(from, false);
        }
        Lacking lacking =
                new Lacking(theirs.receipts(), keeper.fleet().accepted().receipts());
        if (lacking.isEmpty()) {
            return;
        }
        shipper.again(
                entry -> {
                    ReportId late = lacking.find(entry);
                    if (late != null) {
                        byte[] record = entry.record();
                        boolean isTold = !keeper.fleet().isToBeTold(late);
                        send(
                                from,
                                new PeerMessage(PeerMessage.Kind.LATE, 0, isTold ? JournalEntry.told(record) : record));
                    }
                },
                () -> {
                    if (!lacking.isEmpty()) {
                        sums(from, lacking);
                    }
                });
    }

    /** The journal does not reach back far enough. */
    private void sums(String to, Lacking lacking) {
        if (view.isMaster()) {
            keeper.snapshot();
            sums.send(keeper.file(), part -> send(to, part));
        } else {
            told.accept(new Problem(
                    "reports-not-handed-over",
                    lacking.count() + " reports are in the sums of this node alone, and too old to be handed over",
                    to,
                    ""));
        }
    }
}
