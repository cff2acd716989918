package io.hydrophone.probe.group;

import java.time.Duration;
import java.util.List;

/**
 * Times with which a slow machine is not taken for a member that went, for tests in which nobody goes without saying so. Whose
 * farewell is lost all the same is noticed before one that comes has run out of patience.
 */
public final class PatientTimes {
    /** Who finds nobody waits so long before it is a group of its own. */
    private static final Duration ALONE = Duration.ofMillis(300);

    private PatientTimes() {}

    /**
     * For a node that joins by these.
     *
     * @param seeds that are there; without any, the node begins alone at once
     */
    public static GroupTimes of(List<String> seeds) {
        return new GroupTimes(
                Duration.ofMillis(200),
                Duration.ofSeconds(8),
                Duration.ofSeconds(4),
                Duration.ofMillis(400),
                seeds.isEmpty() ? ALONE : Duration.ofSeconds(5));
    }
}
