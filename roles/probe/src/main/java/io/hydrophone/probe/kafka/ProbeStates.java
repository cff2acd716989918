package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.report.IntervalReport;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** How each probe of a partition is. Bounded by {@link ProbeReceipts}: whom that refuses does not come here. */
final class ProbeStates {
    static final String STORE = "probes";

    private final KeyValueStore<String, byte[]> store;
    private final Consumer<Problem> told;

    ProbeStates(KeyValueStore<String, byte[]> store, Consumer<Problem> told) {
        this.store = store;
        this.told = told;
    }

    /** A report was accepted. */
    void add(IntervalReport report, long nowMillis) {
        String probe = report.id().probe();
        store.put(probe, read(probe).after(report, nowMillis).write());
    }

    private ProbeState read(String probe) {
        byte[] stored = store.get(probe);
        try {
            return stored == null ? ProbeState.none(probe) : ProbeState.read(stored);
        } catch (ProblemException e) {
            told.accept(e.problem());
            return ProbeState.none(probe);
        }
    }
}
