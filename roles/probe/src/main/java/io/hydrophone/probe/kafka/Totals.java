package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** What each probe reported since the first report of it, in closed intervals. */
final class Totals {
    static final String STORE = "totals";

    private final KeyValueStore<String, byte[]> store;
    private final Consumer<Problem> told;

    Totals(KeyValueStore<String, byte[]> store, Consumer<Problem> told) {
        this.store = store;
        this.told = told;
    }

    /**
     * Adds a closed interval.
     *
     * @return its id among those of this probe: the epoch is when the first one was added, sequences have no holes
     */
    ReportId add(IntervalReport interval, long nowMillis) {
        String probe = interval.id().probe();
        IntervalReport total = Sums.read(store.get(probe), told);
        if (total == null) {
            ReportId id = new ReportId(probe, nowMillis * 1_000, 1);
            store.put(probe, Frames.write(Sums.of(id, List.of(interval))));
            return id;
        }
        ReportId id = new ReportId(probe, total.id().epoch(), total.id().sequence() + 1);
        store.put(probe, Frames.write(Sums.of(id, List.of(total, interval))));
        return id;
    }
}
