package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.http.ChannelRoute;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.cluster.ConnectedProbes;
import io.hydrophone.probe.group.Group;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupView;
import io.hydrophone.probe.group.Node;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.probe.settings.SettingsFile;
import io.hydrophone.report.IntervalReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes the reports of many probes and adds them up, alone or as one of a group of which one is master and the others
 * stand by. What was acknowledged survives the end of any one node.
 */
public final class Master implements AutoCloseable, ConnectedProbes {
    /** Of a node that belongs to no group. */
    private static final long ALONE = 1;

    private final MasterOptions options;
    private final Keeper keeper;
    private final AuditLog audit;
    private final Settings settings;
    private final Shipper shipper;
    private final Intake intake;
    private final Closer closer;
    private final Replicas replicas;
    private final long startNanos = System.nanoTime();
    private final long startedMicros = System.currentTimeMillis() * 1_000;
    /** Whether somebody wants rows by server; any of them. */
    private final List<BooleanSupplier> wanted;

    private final Consumer<Problem> told;
    /** Null before it is entered, and where there is none. */
    private volatile Group group;

    private volatile Standing standing;

    private Master(
            MasterOptions options, boolean alone, Keeper keeper, List<BooleanSupplier> wanted, Consumer<Problem> told) {
        this.options = options;
        this.keeper = keeper;
        audit = new AuditLog(options.directory().resolve("audit.jsonl"));
        Settings.Store kept = new SettingsFile(options.directory().resolve("settings.json"), options.group());
        settings = new Settings(options.name(), new GroupWishes(), kept, audit, told);
        this.wanted = wanted;
        this.told = told;
        standing = new Standing(alone, alone ? ALONE : 0, "", "");
        shipper = new Shipper(keeper, told);
        intake = new Intake(keeper, settings, () -> standing, options.group(), shipper::wake, told);
        closer = new Closer(keeper, intake, this::isMaster, () -> standing.epoch(), told);
        Sums sums = new Sums(options.directory().resolve("sums.others"), told);
        replicas = new Replicas(keeper, shipper, sums, settings, this::viewed, told);
        shipper.start(
                replicas,
                safe -> {
                    intake.safe(safe);
                    closer.safe(safe);
                },
                this::giveUp);
        closer.start();
    }

    /**
     * Adds up what the directory holds.
     *
     * @param alone whether it takes reports at once, as the only node; otherwise when it has entered a group whose master it is
     * @param told what goes wrong on the way, on any thread
     * @throws io.hydrophone.core.ProblemException when the directory cannot be used
     */
    public static Master start(MasterOptions options, boolean alone, Consumer<Problem> told)
            throws InterruptedException {
        Consumer<Problem> seldom = new SeldomTold(told);
        List<BooleanSupplier> wanted = new CopyOnWriteArrayList<>();
        BooleanSupplier byInstance = () -> wanted.stream().anyMatch(BooleanSupplier::getAsBoolean);
        Keeper keeper = Keeper.open(options.directory(), options.journalBytes(), options.fleet(byInstance), seldom);
        try {
            return new Master(options, alone, keeper, wanted, seldom);
        } catch (RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    /**
     * Becomes a member of a group; once.
     *
     * @throws io.hydrophone.core.ProblemException when that is not possible
     */
    public Group enter(GroupOptions options) {
        Group entered = Group.start(options, replicas, told);
        group = entered;
        replicas.joined(entered);
        return entered;
    }

    private synchronized void viewed(GroupView view) {
        boolean was = isMaster();
        Node master = view.node(view.master());
        boolean isMaster = view.isMaster() && standing.failure().isEmpty();
        standing = new Standing(
                isMaster,
                view.epoch(),
                view.isMaster() || master == null ? "" : intakeAt(master.address()),
                standing.failure());
        if (was && !isMaster) {
            intake.refuseAll();
        }
    }

    /** What this disk keeps cannot be known any more: another node is to be master, or none until this one is started again. */
    private synchronized void giveUp(Problem why) {
        standing = new Standing(false, standing.epoch(), "", why.message());
        intake.refuseAll();
        if (group == null) {
            told.accept(why);
        } else {
            group.withdraw(why);
        }
    }

    /** Where a node takes reports. */
    private String intakeAt(String address) {
        return (options.isTls() ? "wss://" : "ws://") + address + "/intake";
    }

    @Override
    public List<ConnectedProbe> probes() {
        List<ConnectedProbe> probes = new ArrayList<>();
        intake.senders().values().forEach(sender -> probes.add(sender.listed(true)));
        intake.gone().forEach(sender -> probes.add(sender.listed(false)));
        return probes;
    }

    @Override
    public void forget(String name) {
        intake.forget(name);
    }

    /** Whether this node takes reports now. */
    public boolean isMaster() {
        return standing.isMaster();
    }

    Standing standing() {
        return standing;
    }

    /** Null before it is entered, and where there is none. */
    public Group group() {
        return group;
    }

    public MasterOptions options() {
        return options;
    }

    Keeper keeper() {
        return keeper;
    }

    /** Where it is noted who changed what. */
    public AuditLog audit() {
        return audit;
    }

    /** What this node's group was asked to change. */
    public Settings settings() {
        return settings;
    }

    Intake intake() {
        return intake;
    }

    Replicas replicas() {
        return replicas;
    }

    /** The WebSocket to which probes push. */
    public ChannelRoute intakeRoute() {
        return intake;
    }

    /**
     * Has a reader called with the merged report of each interval; it must not wait for long.
     *
     * @param byInstance whether it wants rows by server now; they cost memory, and an interval has them when somebody wanted
     *     them at its begin
     */
    public void addReader(Consumer<IntervalReport> reader, BooleanSupplier byInstance) {
        wanted.add(byInstance);
        closer.addReader(merged -> reader.accept(merged.instances()));
    }

    /** When this process began, in microseconds since 1970. */
    public long startedMicros() {
        return startedMicros;
    }

    long uptimeNanos() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public void close() {
        if (group != null) {
            group.close();
        }
        try {
            closer.stop();
            shipper.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.close();
    }
}
