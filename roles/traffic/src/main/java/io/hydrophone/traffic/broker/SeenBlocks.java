package io.hydrophone.traffic.broker;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of the blocks that came, by the run of a recording; for the {@value #MAX_RUNS} runs that came last. */
final class SeenBlocks {
    private static final int MAX_RUNS = 1_024;

    private final Map<Long, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MAX_RUNS;
        }
    };

    /** Whether a block, or a later one of its run, came before. */
    boolean has(long recording, long number) {
        Long before = last.get(recording);
        return before != null && number <= before;
    }

    /** Takes note of a block that did not come before. Returns how many are missing between it and the one before; none before a run's first. */
    long add(long recording, long number) {
        Long before = last.put(recording, number);
        return before == null ? 0 : number - before - 1;
    }
}
