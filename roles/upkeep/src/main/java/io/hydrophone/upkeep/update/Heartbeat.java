package io.hydrophone.upkeep.update;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.release.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Tells the server how the agent is; nobody waits for it. */
final class Heartbeat {
    /** The newest of what was done; all of it fits a form. */
    private static final int MOST_DID = 3;

    private static final int MOST_GAVE_UP = 5;

    /** As the server knows them, in lower case. */
    enum State {
        HEALTHY,
        UPDATING,
        UNHEALTHY
    }

    private final Updater updater;
    private final AgentIdentity agent;
    private final Consumer<Problem> problems;
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile State state = State.UNHEALTHY;

    Heartbeat(Updater updater, AgentIdentity agent, Consumer<Problem> problems) {
        this.updater = updater;
        this.agent = agent;
        this.problems = problems;
    }

    void is(State now) {
        state = now;
    }

    /** Begins to tell, unless the last time is not over yet. */
    void beat() {
        if (updater.server() != null && beating.compareAndSet(false, true)) {
            List<Map.Entry<String, String>> report = report();
            Thread.startVirtualThread(() -> {
                try {
                    updater.server().heartbeat(report);
                } catch (ProblemException e) {
                    problems.accept(e.problem());
                } finally {
                    beating.set(false);
                }
            });
        }
    }

    private List<Map.Entry<String, String>> report() {
        UpdateState now = updater.state();
        Manifest current = updater.home().manifest(updater.home().currentName());
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        fields.add(Map.entry("agent", agent.name()));
        fields.add(Map.entry("tags", String.join(",", agent.tags())));
        fields.add(Map.entry("state", state.name().toLowerCase(Locale.ROOT)));
        if (current != null) {
            fields.add(Map.entry("version", current.version()));
            fields.add(Map.entry("serial", Long.toString(current.serial())));
        }
        last(now.gaveUp(), MOST_GAVE_UP)
                .forEach(one -> fields.add(Map.entry("went_back_from", Long.toString(one.serial()))));
        last(now.did(), MOST_DID).forEach(event -> fields.add(Map.entry("did", event.what())));
        return fields;
    }

    private static <T> List<T> last(List<T> list, int most) {
        return list.subList(Math.max(0, list.size() - most), list.size());
    }
}
