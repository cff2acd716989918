package io.hydrophone.probe.settings;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Changes a running probe: one change at a time, each noted, and kept when asked for. For any thread. */
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
        void keep(SettingsChange change);
    }

    private final Target target;
    private final Store store;
    private final AuditLog audit;
    private final List<Consumer<SettingsChange>> group = new CopyOnWriteArrayList<>();

    /**
     * @param store null where nothing is kept
     * @param audit null where nothing is noted
     */
    public Settings(Target target, Store store, AuditLog audit) {
        this.target = target;
        this.store = store;
        this.audit = audit;
    }

    /** Has others told of each change that is made here, after it; they must not wait for long. */
    public void propagateTo(Consumer<SettingsChange> others) {
        group.add(others);
    }

    /** A change that was made elsewhere in the group; it goes no further. */
    public synchronized void follow(SettingsChange change, String origin) {
        apply(change, origin, false);
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
            apply(change, request.client(), persist);
        }
        group.forEach(others -> others.accept(change));
        return Answer.text("OK");
    }

    private void apply(SettingsChange change, String client, boolean persist) {
        LiveSettings before = target.settings();
        LiveSettings after = change.applyTo(before);
        if (audit != null) {
            audit.note(client, before, after, persist);
        }
        if (persist) {
            store.keep(change);
        }
        target.change(after);
    }

    private enum Persist {
        FALSE,
        TRUE
    }
}
