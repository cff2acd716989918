package io.hydrophone.wire.tcp;

import java.util.function.Consumer;

/** Connections by addresses and ports: open addressing with linear probing, at most half full. */
final class FlowTable {
    private Flow[] slots = new Flow[256];
    private int size;
    /** Where the search for a victim goes on, so that successive evictions look at different flows. */
    private int hand;

    Flow find(int hash, long cHigh, long cLow, int cPort, long sHigh, long sLow, int sPort) {
        Flow[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            Flow flow = table[i];
            if (flow == null || (flow.hash == hash && flow.joins(cHigh, cLow, cPort, sHigh, sLow, sPort))) {
                return flow;
            }
        }
    }

    static int hash(long cHigh, long cLow, int cPort, long sHigh, long sLow, int sPort) {
        long h = (cLow ^ cHigh * 31) * 0x9e3779b97f4a7c15L + (sLow ^ sHigh * 31);
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L + ((long) cPort << 16 | sPort);
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        return (int) (h ^ h >>> 32);
    }

    void add(Flow flow) {
        if (++size * 2 > slots.length) {
            Flow[] old = slots;
            slots = new Flow[old.length * 2];
            for (Flow moved : old) {
                if (moved != null) {
                    place(moved);
                }
            }
        }
        place(flow);
    }

    private void place(Flow flow) {
        int mask = slots.length - 1;
        int i = flow.hash & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = flow;
    }

    void remove(Flow flow) {
        int mask = slots.length - 1;
        int hole = flow.hash & mask;
        while (slots[hole] != flow) {
            if (slots[hole] == null) {
                return;
            }
            hole = hole + 1 & mask;
        }
        size--;
        // Moves later flows of the run back, so that no search stops at the hole.
        for (int i = hole + 1 & mask; slots[i] != null; i = i + 1 & mask) {
            int home = slots[i].hash & mask;
            if ((i - home & mask) >= (i - hole & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = null;
    }

    int size() {
        return size;
    }

    /** Of the next few flows around the table, the one that was silent longest; there has to be one. */
    Flow victim() {
        Flow oldest = null;
        int mask = slots.length - 1;
        for (int seen = 0; seen < 16; hand = hand + 1 & mask) {
            Flow flow = slots[hand];
            if (flow != null) {
                seen++;
                if (oldest == null || flow.lastNanos < oldest.lastNanos) {
                    oldest = flow;
                }
                if (seen >= size) {
                    break;
                }
            }
        }
        return oldest;
    }

    void forEach(Consumer<Flow> action) {
        for (Flow flow : slots.clone()) {
            if (flow != null) {
                action.accept(flow);
            }
        }
    }
}
