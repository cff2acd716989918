package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sums of the last intervals by probe: as long as they are young by this machine's clock, and as there is room. */
final class KeptIntervals {
    static final String STORE = "intervals";

    private static final int BEGIN_DIGITS = 16;

    private final KeyValueStore<String, byte[]> store;
    private final long keptMillis;
    private final long maxBytes;
    private final Consumer<Problem> told;
    private long bytes;

    KeptIntervals(KeyValueStore<String, byte[]> store, long keptMillis, long maxBytes, Consumer<Problem> told) {
        this.store = store;
        this.told = told;
        this.keptMillis = keptMillis;
        this.maxBytes = maxBytes;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> bytes += entry.value.length);
        }
    }

    /** Keys ascend with the interval's begin. */
    static String key(long beginNanos, String probe) {
        return HexFormat.of().toHexDigits(beginNanos) + probe;
    }

    /**
     * Adds to an interval.
     *
     * @return whether it is kept; one that is too old, or as far in the future, is not
     */
    boolean add(long beginNanos, IntervalReport sum, long nowMillis) {
        if (Math.abs(nowMillis - beginNanos / 1_000_000) > keptMillis) {
            return false;
        }
        String key = key(beginNanos, sum.id().probe());
        byte[] stored = store.get(key);
        IntervalReport before = Sums.read(stored, told);
        byte[] now = Frames.write(before == null ? sum : Sums.of(sum.id(), List.of(before, sum)));
        bytes += now.length - (stored == null ? 0 : stored.length);
        store.put(key, now);
        return true;
    }

    /**
     * Forgets what is too old.
     *
     * @return how many younger ones had to go with it for want of room
     */
    int forget(long nowMillis) {
        String young = HexFormat.of().toHexDigits(Math.max(0, nowMillis - keptMillis) * 1_000_000);
        List<KeyValue<String, byte[]>> gone = new ArrayList<>();
        long left = bytes;
        int early = 0;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                boolean old = next.key.substring(0, BEGIN_DIGITS).compareTo(young) < 0;
                if (!old && left <= maxBytes) {
                    break;
                }
                left -= next.value.length;
                early += old ? 0 : 1;
                gone.add(next);
            }
        }
        gone.forEach(interval -> store.delete(interval.key));
        bytes = left;
        return early;
    }
}
