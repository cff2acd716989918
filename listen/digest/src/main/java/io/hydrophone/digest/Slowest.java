package io.hydrophone.digest;

import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.tag.TagReader;
import java.util.ArrayList;
import java.util.List;

/** Keeps the slowest few queries, slowest first; of those that took as long, the earliest. */
final class Slowest {
    static final int KEPT = 5;

    private final long[] digests = new long[KEPT];
    private final String[] clients = new String[KEPT];
    private final long[] ends = new long[KEPT];
    private final long[] totals = new long[KEPT];
    private final String[] traceIds = new String[KEPT];
    private int size;

    /** @param tags what the query carries; null when nothing */
    void offer(long digest, String client, long endNanos, long totalNanos, TagReader tags) {
        if (takes(endNanos, totalNanos)) {
            place(digest, client, endNanos, totalNanos, tags == null ? "" : tags.traceId());
        }
    }

    private boolean takes(long endNanos, long totalNanos) {
        return size < KEPT || before(endNanos, totalNanos, KEPT - 1);
    }

    private void place(long digest, String client, long endNanos, long totalNanos, String traceId) {
        int place = size == KEPT ? KEPT - 1 : size++;
        for (; place > 0 && before(endNanos, totalNanos, place - 1); place--) {
            digests[place] = digests[place - 1];
            clients[place] = clients[place - 1];
            ends[place] = ends[place - 1];
            totals[place] = totals[place - 1];
            traceIds[place] = traceIds[place - 1];
        }
        digests[place] = digest;
        clients[place] = client;
        ends[place] = endNanos;
        totals[place] = totalNanos;
        traceIds[place] = traceId;
    }

    private boolean before(long endNanos, long totalNanos, int place) {
        return totalNanos > totals[place] || (totalNanos == totals[place] && endNanos < ends[place]);
    }

    void offer(List<SlowQuery> queries) {
        for (SlowQuery query : queries) {
            if (takes(query.endNanos(), query.totalNanos())) {
                place(query.digest(), query.client(), query.endNanos(), query.totalNanos(), query.traceId());
            }
        }
    }

    void reset() {
        size = 0;
    }

    List<SlowQuery> list() {
        List<SlowQuery> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(new SlowQuery(digests[i], clients[i], ends[i], totals[i], traceIds[i]));
        }
        return List.copyOf(list);
    }
}
