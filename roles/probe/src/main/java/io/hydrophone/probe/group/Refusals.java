package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Packets and nodes that were not let in, counted by reason; each is told once for a sender. */
final class Refusals {
    /** Senders of which it is known that they were told; beyond, all may be told again. */
    private static final int MAX_TOLD = 256;

    private final Consumer<Problem> told;
    private final Map<String, Long> counts = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    Refusals(Consumer<Problem> told) {
        this.told = told;
    }

    void add(Problem problem) {
        synchronized (this) {
            counts.merge(problem.code(), 1L, Long::sum);
            if (known.size() >= MAX_TOLD) {
                known.clear();
            }
            if (!known.add(problem.code() + ' ' + problem.where())) {
                return;
            }
        }
        told.accept(problem);
    }

    /** By the problem's code. */
    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
