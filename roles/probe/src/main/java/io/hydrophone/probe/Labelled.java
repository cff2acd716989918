package io.hydrophone.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counters by a label, as many as were agreed: what comes after that counts under {@code other}. */
final class Labelled<K, V> {
    private final Map<K, V> values = new LinkedHashMap<>();
    private final int limit;
    private final K other;
    private final Supplier<V> fresh;

    Labelled(int limit, K other, Supplier<V> fresh) {
        this.limit = limit;
        this.other = other;
        this.fresh = fresh;
    }

    V at(K key) {
        V value = values.get(key);
        if (value != null) {
            return value;
        }
        K place = values.size() < limit ? key : other;
        return values.computeIfAbsent(place, k -> fresh.get());
    }

    /** In the order in which they came. */
    Map<K, V> all() {
        return values;
    }
}
