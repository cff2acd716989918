package io.hydrophone.topology.gtid;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * A set of MySQL's transactions: {@code uuid:1-5:7,uuid:tag:1-3}. Immutable.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.5/en/replication-gtids-concepts.html">GTID format and storage</a>
 */
public final class GtidSet {
    public static final GtidSet EMPTY = new GtidSet(new TreeMap<>());

    private final NavigableMap<GtidSource, Intervals> sources;

    private GtidSet(NavigableMap<GtidSource, Intervals> sources) {
        this.sources = sources;
    }

    /**
     * Reads a set as MySQL writes it, and as people do: in any order, with white space, overlapping.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-gtid-set} with the place of what is wrong, or when there are
     *     more than 1,000,000 intervals
     */
    public static GtidSet parse(String text) {
        return new GtidSetParser(text).parse();
    }

    /** Takes the map for its own. */
    static GtidSet of(NavigableMap<GtidSource, Intervals> sources) {
        sources.values().removeIf(Intervals::isEmpty);
        return sources.isEmpty() ? EMPTY : new GtidSet(sources);
    }

    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** How many transactions; {@link Long#MAX_VALUE} when they are more. */
    public long count() {
        long count = 0;
        for (Intervals intervals : sources.values()) {
            count = sum(count, intervals.count());
        }
        return count;
    }

    /** Intervals of all sources together. */
    int intervals() {
        return sources.values().stream().mapToInt(Intervals::size).sum();
    }

    public GtidSet union(GtidSet other) {
        NavigableMap<GtidSource, Intervals> all = new TreeMap<>(sources);
        other.sources.forEach((source, intervals) -> all.merge(source, intervals, Intervals::union));
        return of(all);
    }

    /** What is here and not in the other; MySQL's {@code GTID_SUBTRACT}. */
    public GtidSet subtract(GtidSet other) {
        return combined(other, Intervals::subtract);
    }

    /** Whether all of the other is here; MySQL's {@code GTID_SUBSET(other, this)}. */
    public boolean contains(GtidSet other) {
        return other.subtract(this).isEmpty();
    }

    /**
     * Whether this transaction is here.
     *
     * @param uuid in lower case
     * @param tag in lower case; empty for none
     */
    public boolean contains(String uuid, String tag, long number) {
        return sources.getOrDefault(new GtidSource(uuid, tag), Intervals.NONE).contains(number);
    }

    /** Without what these servers and groups have numbered. */
    public GtidSet without(Predicate<String> uuids) {
        NavigableMap<GtidSource, Intervals> left = new TreeMap<>(sources);
        left.keySet().removeIf(source -> uuids.test(source.uuid()));
        return of(left);
    }

    private GtidSet combined(GtidSet other, BinaryOperator<Intervals> how) {
        NavigableMap<GtidSource, Intervals> result = new TreeMap<>();
        sources.forEach((source, intervals) ->
                result.put(source, how.apply(intervals, other.sources.getOrDefault(source, Intervals.NONE))));
        return of(result);
    }

    static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GtidSet set && sources.equals(set.sources);
    }

    @Override
    public int hashCode() {
        return sources.hashCode();
    }

    /** As MySQL writes it, without its line breaks. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String uuid = "";
        for (Map.Entry<GtidSource, Intervals> entry : sources.entrySet()) {
            GtidSource source = entry.getKey();
            if (!source.uuid().equals(uuid)) {
                uuid = source.uuid();
                text.append(text.isEmpty() ? "" : ",").append(uuid);
            }
            if (!source.tag().isEmpty()) {
                text.append(':').append(source.tag());
            }
            entry.getValue().write(text.append(':'));
        }
        return text.toString();
    }
}
