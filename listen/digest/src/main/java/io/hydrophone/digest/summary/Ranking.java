package io.hydrophone.digest.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent values of a dimension.
 *
 * @param shares most frequent first
 * @param others occurrences of all values that are not listed
 */
public record Ranking<T>(List<Share<T>> shares, long others) {
    private static final Ranking<Object> EMPTY = new Ranking<>(List.of(), 0);

    public Ranking {
        shares = List.copyOf(shares);
    }

    /** Of nothing. */
    @SuppressWarnings("unchecked") // It holds no value of any type.
    public static <T> Ranking<T> empty() {
        return (Ranking<T>) EMPTY;
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return others == 0 && shares.isEmpty();
    }

    /** Both together, cut to {@code limit} values; what is cut is counted with the others. */
    public Ranking<T> plus(Ranking<T> more, int limit) {
        Map<T, Long> counts = new HashMap<>();
        shares.forEach(share -> counts.merge(share.value(), share.count(), Long::sum));
        more.shares.forEach(share -> counts.merge(share.value(), share.count(), Long::sum));
        return of(counts, others + more.others, limit);
    }

    /** Ranks counts by value, cut to {@code limit} values. */
    public static <T> Ranking<T> of(Map<T, Long> counts, long others, int limit) {
        List<Share<T>> all = new ArrayList<>();
        counts.forEach((value, count) -> all.add(new Share<>(value, count)));
        all.sort((a, b) -> Long.compare(b.count(), a.count()));
        long rest = others;
        for (Share<T> share : all.subList(Math.min(limit, all.size()), all.size())) {
            rest += share.count();
        }
        return new Ranking<>(all.subList(0, Math.min(limit, all.size())), rest);
    }
}
