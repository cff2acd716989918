package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;
import io.hydrophone.report.merge.ReceiptsCodec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which reports of a partition's probes were accepted, by probe. Bounded: whoever invents probes or leaves holes is refused. */
final class ProbeReceipts {
    static final String STORE = "receipts";

    private static final int MAX_PROBES = 10_000;

    /** Some ten thousand holes. */
    private static final int MAX_BYTES = 64 << 10;

    private final KeyValueStore<String, byte[]> store;
    /** What the store holds, read. */
    private final Map<String, Receipts> probes = new HashMap<>();

    ProbeReceipts(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> probes.put(entry.key, ReceiptsCodec.read(entry.value)));
        }
    }

    /**
     * Whether it was not known before; it is from now on.
     *
     * @throws ProblemException when there is no room for it
     */
    boolean add(ReportId id) {
        Receipts receipts = probes.get(id.probe());
        if (receipts == null) {
            if (probes.size() >= MAX_PROBES) {
                throw refused("too-many-probes", "a partition takes reports of " + MAX_PROBES + " probes", id);
            }
            receipts = new Receipts();
        }
        if (!receipts.add(id)) {
            return false;
        }
        byte[] written = ReceiptsCodec.write(receipts);
        if (written.length > MAX_BYTES) {
            probes.put(id.probe(), ReceiptsCodec.read(store.get(id.probe())));
            throw refused("too-many-gaps", "too many reports of this probe are missing", id);
        }
        probes.put(id.probe(), receipts);
        store.put(id.probe(), written);
        return true;
    }

    private static ProblemException refused(String code, String message, ReportId id) {
        return new ProblemException(code, message, id.toString(), "");
    }
}
