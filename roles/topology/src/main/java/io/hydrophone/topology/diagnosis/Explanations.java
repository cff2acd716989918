package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which findings are the same failure, seen elsewhere. */
final class Explanations {
    private static final Set<Code> OF_CHANNELS = EnumSet.of(
            Code.REPLICA_RECEIVER_FAILING,
            Code.REPLICA_RECEIVER_CONNECTING,
            Code.REPLICA_APPLIER_STOPPED,
            Code.REPLICA_STOPPED);
    private static final Set<Code> OF_RECEIVERS =
            EnumSet.of(Code.REPLICA_RECEIVER_FAILING, Code.REPLICA_RECEIVER_CONNECTING);
    private static final Set<Code> LOST = EnumSet.of(
            Code.DEAD_REPLICA,
            Code.DEAD_MASTER_WITHOUT_REPLICAS,
            Code.HUNG_INSTANCE,
            Code.GROUP_MEMBER_UNREACHABLE,
            Code.GALERA_NODE_UNREACHABLE);

    private final Sight sight;
    private final List<Finding> found;

    Explanations(Sight sight, List<Finding> found) {
        this.sight = sight;
        this.found = found;
    }

    /** The same findings, each with what it explains. */
    List<Finding> added() {
        return found.stream().map(this::added).toList();
    }

    private Finding added(Finding cause) {
        List<Finding> effects =
                found.stream().filter(each -> explains(cause, each)).toList();
        Finding explaining =
                cause.explaining(effects.stream().map(Finding::named).toList());
        if (cause.advice().isEmpty() && !effects.isEmpty()) {
            // One that only sums up has the advice of what it sums up.
            List<Advice> all = new ArrayList<>();
            effects.forEach(effect -> all.addAll(effect.advice()));
            return explaining.advising(all);
        }
        return explaining;
    }

    private boolean explains(Finding cause, Finding effect) {
        return !cause.named().equals(effect.named())
                && switch (cause.code()) {
                    case DEAD_MASTER,
                            DEAD_MASTER_AND_REPLICAS,
                            DEAD_MASTER_AND_SOME_REPLICAS,
                            DEAD_CO_MASTER,
                            DEAD_CO_MASTER_AND_SOME_REPLICAS,
                            DEAD_INTERMEDIATE_MASTER,
                            DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA,
                            DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT,
                            DEAD_INTERMEDIATE_MASTER_AND_SOME_REPLICAS,
                            DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS,
                            UNREACHABLE_MASTER,
                            UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS,
                            UNREACHABLE_CO_MASTER,
                            UNREACHABLE_INTERMEDIATE_MASTER,
                            UNREACHABLE_INTERMEDIATE_MASTER_WITH_LAGGING_REPLICAS,
                            TOO_MANY_CONNECTIONS ->
                        (OF_RECEIVERS.contains(effect.code()) && effect.others().contains(cause.instance()))
                                || isLost(cause, effect)
                                || sumsUp(effect, cause.instance());
                    case ALL_MASTER_REPLICAS_NOT_REPLICATING,
                            ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD,
                            ALL_CO_MASTER_REPLICAS_NOT_REPLICATING,
                            ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING ->
                        // Of one replica the replica's own fault says more.
                        cause.others().size() > 1
                                && (OF_CHANNELS.contains(effect.code())
                                        ? effect.others().contains(cause.instance())
                                        : effect.code() == Code.DEAD_REPLICA
                                                && cause.others().contains(effect.instance()));
                    case REPLICA_STOPPED,
                            REPLICA_APPLIER_STOPPED,
                            REPLICA_RECEIVER_FAILING,
                            REPLICA_RECEIVER_CONNECTING ->
                        cause.others().contains(effect.instance()) && sumsUp(effect, cause.instance());
                    case DEAD_REPLICA -> sumsUp(effect, cause.instance());
                    case HUNG_INSTANCE -> isHung(cause, effect);
                    case GROUP_MAJORITY_LOST, GALERA_NON_PRIMARY ->
                        LOST.contains(effect.code()) && isTied(cause, effect.instance());
                    default -> false;
                };
    }

    private static boolean isLost(Finding cause, Finding effect) {
        boolean isAbout =
                cause.instance().equals(effect.instance()) || cause.others().contains(effect.instance());
        boolean isUnreachable = cause.code().label().startsWith("Unreachable");
        return isAbout && LOST.contains(effect.code()) && !isUnreachable;
    }

    /** A server that hangs is why we, and soon its replicas, do not reach it. */
    private static boolean isHung(Finding hung, Finding effect) {
        return hung.instance().equals(effect.instance())
                && (effect.code().label().startsWith("Unreachable")
                        || effect.code() == Code.DEAD_REPLICA
                        || effect.code() == Code.DEAD_MASTER_WITHOUT_REPLICAS
                        || effect.code() == Code.GROUP_MEMBER_UNREACHABLE
                        || effect.code() == Code.GALERA_NODE_UNREACHABLE);
    }

    private static boolean sumsUp(Finding finding, Address replica) {
        return switch (finding.code()) {
            // Also of a source that still lists an intermediate source which has died.
            case MASTER_SINGLE_REPLICA_DEAD,
                    MASTER_SINGLE_REPLICA_NOT_REPLICATING,
                    ALL_CO_MASTER_REPLICAS_NOT_REPLICATING,
                    ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING ->
                finding.others().equals(List.of(replica));
            default -> false;
        };
    }

    /** Silent nodes that nobody names are in clusters of their own, unless the configuration names them. */
    private boolean isTied(Finding cause, Address instance) {
        Cluster cluster = sight.cluster(cause.instance());
        return cluster != null && cluster.instances().contains(instance);
    }
}
