package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jgroups.stack.IpAddress;

/**
 * Membership in a group of masters and standbys. Members find one another at the seeds, at addresses given to {@link #join}, and where they were
 * seen before; groups that were apart merge when they see each other again. There is one master in each view.
 */
public final class Group implements AutoCloseable {
    /** The largest message, in bytes. */
    public static final int MAX_MESSAGE = 32 << 20;

    private static final int MIN_KEY = 16;
    private static final int FIRST_VIEW_MILLIS = 15_000;

    /** Told one at a time, in order, on a thread of the group's; what takes long holds up the next. */
    public interface Events {
        /**
         * The group has agreed: on the same as before when members that had lost one another met again, of which not all need
         * have noticed.
         */
        void view(GroupView view);

        /**
         * A member sent something; never before the view that contains it.
         *
         * @param from its name
         */
        void message(String from, byte[] message);
    }

    private final GroupOptions options;
    private final Seal seal;
    private final Refusals refusals;
    private final Memory memory;
    private final Mailbox mailbox;
    private final Membership membership;
    private final Consumer<Problem> told;
    private final ScheduledExecutorService timer;
    private Future<?> looking;
    private final Object lifecycle = new Object();
    private volatile Wire wire;
    private volatile boolean started;
    private boolean closed;

    private Group(GroupOptions options, Memory memory, Events events, Consumer<Problem> told) {
        this.options = options;
        this.memory = memory;
        this.told = told;
        String name = memory.state().name();
        seal = options.key() == null ? null : new Seal(options.key());
        refusals = new Refusals(told);
        mailbox = new Mailbox(name, events, told);
        boolean looksForOthers = !memory.addresses(options.seeds(), "").isEmpty();
        membership = new Membership(options.address(), looksForOthers, memory, mailbox, refusals, this::refused);
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("group-timer-" + name).daemon().factory());
    }

    /**
     * Becomes a member: of the group of the first seed or remembered node that answers, else alone. Returns after the first view.
     *
     * @param told what the user has to know; from any thread
     * @throws ProblemException {@code name-taken}, {@code exposed}, {@code address-in-use}, {@code bad-state-file}, {@code bad-address},
     *     {@code bad-name}, {@code bad-key}, {@code group-silent}
     */
    public static Group start(GroupOptions options, Events events, Consumer<Problem> told) {
        check(options);
        Group group = new Group(options, Memory.open(options, told), events, told);
        try {
            group.connect();
            Problem refused = group.membership.awaitFirst(FIRST_VIEW_MILLIS);
            if (refused != null) {
                throw new ProblemException(refused);
            }
        } catch (ProblemException e) {
            group.close();
            throw e;
        } catch (InterruptedException e) {
            group.close();
            Thread.currentThread().interrupt();
            throw new ProblemException(GroupProblems.notDecided(), e);
        }
        group.started = true;
        long search = options.times().search().toMillis();
        group.looking = group.timer.scheduleWithFixedDelay(group::look, search, search, TimeUnit.MILLISECONDS);
        return group;
    }

    private static void check(GroupOptions options) {
        if (options.name() != null && !ControlCodec.isName(options.name())) {
            throw new ProblemException(GroupProblems.badName(options.name()));
        }
        if (!ControlCodec.isName(options.group())) {
            throw new ProblemException(GroupProblems.badName(options.group()));
        }
        if (options.key() != null && options.key().length() < MIN_KEY) {
            throw new ProblemException(GroupProblems.badKey());
        }
        GroupAddress.parse(options.address());
        options.seeds().forEach(GroupAddress::parse);
        try {
            boolean isLocal = InetAddress.getByName(options.bindHost()).isLoopbackAddress();
            if (!isLocal && options.key() == null && !options.insecure()) {
                throw new ProblemException(GroupProblems.exposed(options.bindHost()));
            }
        } catch (UnknownHostException e) {
            throw new ProblemException(GroupProblems.cannotListen(options.bindHost(), "the host is not known"));
        }
    }

    /** A port that was free once is taken again, because others know it; another one when it is gone. */
    private void connect() {
        int remembered = options.port() != 0 ? options.port() : memory.state().port();
        try {
            connect(remembered);
        } catch (BindException e) {
            if (options.port() != 0 || remembered == 0) {
                throw cannotListen(remembered, e);
            }
            try {
                connect(0);
            } catch (BindException again) {
                throw cannotListen(0, again);
            }
        }
        memory.listens(wire.port());
    }

    private void connect(int port) throws BindException {
        Wire next = new Wire(options, memory.state().name(), port, seal, refusals, membership);
        try {
            look(next, options.bindHost() + ":" + port);
            next.connect(options.group());
            wire = next;
        } catch (Exception e) {
            next.close();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException unbound) {
                    throw unbound;
                }
            }
            throw cannotListen(port, e);
        }
    }

    private ProblemException cannotListen(int port, Exception e) {
        String where = options.bindHost() + ":" + port;
        return new ProblemException(GroupProblems.cannotListen(where, String.valueOf(e.getMessage())), e);
    }

    private void look() {
        Wire now = wire;
        look(now, now.groupAddress());
        membership.nudge();
    }

    private void look(Wire at, String self) {
        Set<IpAddress> others = GroupAddress.resolve(memory.addresses(options.seeds(), self));
        at.look(others, GroupAddress.resolve(memory.state().leftBehind()));
    }

    /** The newest view. */
    public GroupView view() {
        return membership.view();
    }

    /**
     * Sends to a member, in order; waits while the member does not keep up.
     *
     * @return false when it is not in the view; when true, the message is lost only if one of the two leaves the other's view
     * @throws IllegalArgumentException when the message is larger than {@link #MAX_MESSAGE}
     */
    public boolean send(String toNode, byte[] message) {
        if (message.length > MAX_MESSAGE) {
            throw new IllegalArgumentException(message.length + " bytes are more than " + MAX_MESSAGE);
        }
        MemberId member = membership.member(toNode);
        if (member == null) {
            return false;
        }
        wire.send(member, message);
        return true;
    }

    /**
     * Merges this node's group with those at these addresses, host:port, at once or as soon as they can be reached; remembers them. Where there is
     * a master already, this node becomes standby.
     *
     * @throws ProblemException {@code bad-address}
     */
    public void join(List<String> groupAddresses) {
        groupAddresses.forEach(GroupAddress::parse);
        memory.joins(groupAddresses);
        membership.yieldToOthers();
        timer.execute(this::look);
    }

    /** Leaves the others and is a group of its own, also after a restart, until {@link #join}. */
    public void leave() {
        synchronized (lifecycle) {
            if (closed) {
                return;
            }
            membership.tellOthers(new Control.Farewell(wire.groupAddress()));
            memory.leaves();
            wire.close();
            connect();
        }
    }

    /**
     * Leaves the others because this node is of no use to them; comes back into the group when it is started again.
     *
     * @param why told to the user
     */
    public void withdraw(Problem why) {
        membership.withdraw(why);
    }

    /** Members, and others that were members once. */
    public Roster roster() {
        return membership.roster();
    }

    /** Nobody in the group looks for the node at this group address any more; one that is alive comes back by itself. */
    public void forget(String groupAddress) {
        GroupAddress.parse(groupAddress);
        memory.forgets(groupAddress);
        membership.tellOthers(new Control.Farewell(groupAddress));
    }

    /** How much was refused since the start, by reason: {@code wrong-group}, {@code wrong-key}, {@code name-taken}, … */
    public Map<String, Long> refused() {
        return refusals.counts();
    }

    /** The port for members. */
    public int port() {
        return memory.state().port();
    }

    /** The others do not want this node; before it has started, that is thrown. On another thread: the one that brought the news is the channel's own. */
    private void refused(Problem why) {
        if (started) {
            told.accept(why);
        }
        Thread.ofVirtual().name("group-end").start(this::close);
    }

    /** For tests that break it. */
    Wire wire() {
        return wire;
    }

    /** Leaves the group; comes back into it when started again. */
    @Override
    public void close() {
        synchronized (lifecycle) {
            if (closed) {
                return;
            }
            closed = true;
            if (looking != null) {
                looking.cancel(true);
            }
            timer.shutdownNow();
            if (wire != null) {
                wire.close();
            }
        }
        mailbox.close();
    }
}
