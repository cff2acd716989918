package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.Transaction.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * When commands of a transaction were under way, in at most {@value #SPANS} spans: when there are more, the two with the
 * shortest pause between them become one. So the longest pauses stay, however many commands there are.
 */
final class Activity {
    static final int SPANS = 16;

    private final long[] from = new long[SPANS];
    private final long[] to = new long[SPANS];
    private final long[] commands = new long[SPANS];
    private int size;

    void clear() {
        size = 0;
    }

    /** Times are in any unit that ascends. */
    void add(long begin, long end) {
        if (size > 0 && begin <= to[size - 1]) {
            to[size - 1] = Math.max(to[size - 1], end);
            commands[size - 1]++;
            return;
        }
        if (size == SPANS) {
            join(begin);
            if (size == SPANS) { // the shortest pause is the one before the newcomer
                to[size - 1] = end;
                commands[size - 1]++;
                return;
            }
        }
        from[size] = begin;
        to[size] = end;
        commands[size++] = 1;
    }

    private void join(long begin) {
        int shortest = 1;
        for (int i = 2; i < size; i++) {
            if (from[i] - to[i - 1] < from[shortest] - to[shortest - 1]) {
                shortest = i;
            }
        }
        if (begin - to[size - 1] <= from[shortest] - to[shortest - 1]) {
            return;
        }
        to[shortest - 1] = to[shortest];
        commands[shortest - 1] += commands[shortest];
        int behind = size - shortest - 1;
        System.arraycopy(from, shortest + 1, from, shortest, behind);
        System.arraycopy(to, shortest + 1, to, shortest, behind);
        System.arraycopy(commands, shortest + 1, commands, shortest, behind);
        size--;
    }

    List<Span> since(long start) {
        List<Span> spans = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            spans.add(new Span(from[i] - start, to[i] - start, commands[i]));
        }
        return spans;
    }
}
