package io.hydrophone.probe.settings;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.audit.AuditLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Changes a running node, for its users and for its group: one change at a time, each noted, and kept when asked for. For any
 * thread.
 */
public final class Settings {
    /** What is changed. */
    public interface Target {
        LiveSettings settings();

        /** Takes effect with one of the next seconds; all of it with the same one. */
        void change(LiveSettings changed);
    }

    /** Where changes are kept that outlast a restart. */
    @FunctionalInterface
    public interface Store {
        /**
         * Keeps a change, with those before it.
         *
         * @throws ProblemException when it cannot be written
         */
        void keep(GroupChange change);

        /** What was kept with its stamps: it holds from the start. */
        default GroupChanges kept() {
            return GroupChanges.NONE;
        }
    }

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String node;
    private final Target target;
    private final Store store;
    private final SettingsAudit audit;
    private final Consumer<Problem> told;
    private final List<Consumer<GroupChanges>> group = new CopyOnWriteArrayList<>();
    private volatile GroupChanges known;
    /** What could not be noted, and so was not done. */
    private volatile GroupChanges waiting = GroupChanges.NONE;

    private long triedNanos;

    /**
     * The settings of a node. What was kept with its stamps is in effect when this returns.
     *
     * @param node its name
     * @param store null where nothing is kept
     * @param told what goes wrong with a change that was made elsewhere; what lasts is told once
     */
    public Settings(String node, Target target, Store store, AuditLog audit, Consumer<Problem> told) {
        this.node = node;
        this.target = target;
        this.store = store;
        this.audit = new SettingsAudit(audit);
        this.told = told;
        known = store == null ? GroupChanges.NONE : store.kept();
        if (!known.equals(GroupChanges.NONE)) {
            target.change(known.together().applyTo(target.settings()));
        }
    }

    /** Has others told of all that holds, after each change, whoever made it; they must not wait for long. */
    public void propagateTo(Consumer<GroupChanges> others) {
        group.add(others);
    }

    /** All that this node's group was asked to change, as far as the node knows. */
    public GroupChanges known() {
        return known;
    }

    /** {@code /config/update}: answers OK as mysql-probe does. */
    public Answer update(HttpRequest request) {
        SettingsChange change = SettingsChange.of(request);
        boolean persist = request.choice(SettingsChange.PERSIST, Persist.FALSE) == Persist.TRUE;
        if (persist && store == null) {
            throw new ProblemException(
                    "not-kept",
                    "there is no configuration file, so no change can be kept beside it",
                    request.path(),
                    "start the probe with --config FILE, or leave persist out");
        }
        synchronized (this) {
            GroupChange asked = new GroupChange(next(), request.client(), persist, change);
            LiveSettings before = target.settings();
            LiveSettings after = change.applyTo(before);
            audit.note(asked, null, before, after);
            if (persist) {
                store.keep(asked);
            }
            target.change(after);
            known = known.with(asked);
        }
        tellGroup();
        return Answer.text("OK");
    }

    /** After all that is known here, also when a clock was set back or is behind another's. */
    private Stamp next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return new Stamp(Math.max(now, known.lastMicros() + 1), node);
    }

    /**
     * What another node of the group knows. What is new here is noted and done, once; what cannot be noted is not done, and tried
     * again with {@link #retry}.
     */
    public void learn(GroupChanges theirs) {
        GroupChanges before = known;
        synchronized (this) {
            boolean failed = !waiting.equals(GroupChanges.NONE);
            waiting = waiting.with(theirs);
            triedNanos = System.nanoTime();
            try {
                known.with(waiting).since(known).forEach(this::follow);
                waiting = GroupChanges.NONE;
            } catch (ProblemException e) {
                if (!failed) {
                    told.accept(e.problem());
                }
            }
        }
        if (!known.equals(before)) {
            tellGroup();
        }
    }

    /** Tries again what could not be noted; to be called now and then. */
    public void retry() {
        if (waiting.equals(GroupChanges.NONE)) {
            return;
        }
        synchronized (this) {
            if (System.nanoTime() - triedNanos < RETRY_NANOS) {
                return;
            }
        }
        learn(GroupChanges.NONE);
    }

    private void follow(GroupChange change) {
        LiveSettings before = target.settings();
        LiveSettings after = change.change().applyTo(before);
        audit.note(change, change.stamp().node(), before, after);
        if (change.persist() && store != null) {
            try {
                store.keep(change);
            } catch (ProblemException e) {
                told.accept(e.problem()); // Where it cannot be kept it holds all the same.
            }
        }
        target.change(after);
        known = known.with(change);
    }

    private void tellGroup() {
        GroupChanges all = known;
        group.forEach(others -> others.accept(all));
    }

    private enum Persist {
        FALSE,
        TRUE
    }
}
