package io.hydrophone.agent.statsd;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Counts how many different values came, by a hash of 64 bits of each. */
final class SetSeries extends Series {
    private static final int FIRST_SLOTS = 16;
    /** Beyond, the number of different ones stays here. */
    private static final int MAX_VALUES = 1 << 20;

    private long[] slots = new long[FIRST_SLOTS];
    private int count;

    SetSeries(String name, Tags tags, String host) {
        super(name, tags, host);
    }

    @Override
    boolean takes(byte[] in, int from, int to) {
        return true;
    }

    @Override
    void add(byte[] in, int from, int to, double rate) {
        long hash = Bytes.hash(in, from, to, 1);
        put(hash == 0 ? 1 : hash);
    }

    private void put(long hash) {
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return;
            }
            at = (at + 1) & mask;
        }
        if (count == MAX_VALUES) {
            return;
        }
        slots[at] = hash;
        if (++count > slots.length / 2) {
            long[] old = slots;
            slots = new long[2 * old.length];
            count = 0;
            for (long one : old) {
                if (one != 0) {
                    put(one);
                }
            }
        }
    }

    @Override
    void emit(List<Sample> into, long ts, Duration interval) {
        into.add(sample("", count, SampleKind.GAUGE, ts, Duration.ZERO));
        count = 0;
        if (slots.length > 1 << 12) { // Not kept: one busy interval would hold as much for ever.
            slots = new long[FIRST_SLOTS];
        } else {
            Arrays.fill(slots, 0);
        }
    }
}
