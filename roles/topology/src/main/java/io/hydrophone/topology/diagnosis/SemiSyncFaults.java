package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Instance;
import io.hydrophone.topology.instance.SemiSync;
import java.util.List;

/** Sources that wait for acknowledgements which nobody sends. */
final class SemiSyncFaults {
    /** Commits that wait longer than this are as good as locked. */
    private static final long LONG_MILLIS = 60_000;

    private final Sight sight;

    SemiSyncFaults(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        for (Instance instance : sight.topology().instances()) {
            SemiSync semi = instance.view() == null ? null : instance.view().semiSync();
            // A replica that is prepared to become a source has the same switched on.
            if (semi != null
                    && Boolean.TRUE.equals(semi.sourceEnabled())
                    && sight.sources(instance.address()).isEmpty()) {
                judge(instance, semi, found);
            }
        }
    }

    private void judge(Instance instance, SemiSync semi, List<Finding> found) {
        long clients = semi.clients() == null ? 0 : semi.clients();
        long wanted = semi.waitForReplicas() == null ? 1 : semi.waitForReplicas();
        String word = semi.namesSource() ? "rpl_semi_sync_source_" : "rpl_semi_sync_master_";
        Evidence evidence = new Evidence(
                instance.address(),
                clients + (clients == 1 ? " replica acknowledges, " : " replicas acknowledge, ") + wanted
                        + (wanted == 1 ? " is" : " are") + " waited for, " + semi.timeoutMillis() + " ms long");
        if (!Boolean.TRUE.equals(semi.sourceActive())) {
            found.add(sight.finding(
                    Code.SEMI_SYNC_FALLEN_BACK,
                    instance.address(),
                    List.of(evidence),
                    Advice.sql(
                            instance.address(),
                            "commits no longer wait; see on the replicas whether "
                                    + word.replace("source", "replica").replace("master", "slave")
                                    + "enabled is ON, and start their receivers again",
                            List.of("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync%'"))));
        } else if (clients < wanted) {
            Finding locked = sight.finding(
                    Code.LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS,
                    instance.address(),
                    List.of(evidence),
                    Advice.sql(
                            instance.address(),
                            "lets waiting commits go without acknowledgement: what they wrote is here alone until a replica has"
                                    + " it",
                            List.of("SET GLOBAL " + word + "enabled = OFF")));
            boolean isLong = semi.timeoutMillis() == null || semi.timeoutMillis() > LONG_MILLIS;
            found.add(isLong ? locked : locked.at(Severity.WARNING));
        }
    }
}
