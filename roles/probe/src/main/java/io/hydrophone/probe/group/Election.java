package io.hydrophone.probe.group;

import io.hydrophone.probe.group.Control.Hello;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Who is master, from what all members say. The same for the same hellos, in whatever order.
 *
 * @param epoch no member has a higher one, and none but the master has had it as master
 */
record Election(String master, long epoch) {
    private static final Comparator<Hello> RANK =
            Comparator.comparingLong(Hello::epoch).thenComparing(Hello::name);

    /**
     * A master stays. Of several, which a partition or {@code join} brought together, the one of the highest epoch does, then the one with the
     * lexicographically greatest name, as with mysql-probe; those that join of their own will step back. Without a master, the same order among all.
     * The epoch stays only with the one who was master in it, alone.
     */
    static Election of(Collection<Hello> hellos) {
        List<Hello> masters = hellos.stream().filter(Hello::isMaster).toList();
        List<Hello> firm = masters.stream().filter(hello -> !hello.yields()).toList();
        Collection<Hello> candidates = !firm.isEmpty() ? firm : !masters.isEmpty() ? masters : hellos;
        Hello winner = candidates.stream().max(RANK).orElseThrow();
        long highest = hellos.stream().mapToLong(Hello::epoch).max().orElseThrow();
        boolean stays = masters.size() == 1 && winner.epoch() == highest;
        return new Election(winner.name(), stays ? highest : highest + 1);
    }
}
