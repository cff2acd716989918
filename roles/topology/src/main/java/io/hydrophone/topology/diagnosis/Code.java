package io.hydrophone.topology.diagnosis;

/** What is wrong: by Orchestrator's name where it has one, whose words operators know; else by one of the same kind. Names are stable. */
public enum Code {
    DEAD_MASTER("DeadMaster", Severity.CRITICAL),
    DEAD_MASTER_WITHOUT_REPLICAS("DeadMasterWithoutReplicas", Severity.CRITICAL),
    DEAD_MASTER_AND_REPLICAS("DeadMasterAndReplicas", Severity.CRITICAL),
    DEAD_MASTER_AND_SOME_REPLICAS("DeadMasterAndSomeReplicas", Severity.CRITICAL),
    UNREACHABLE_MASTER("UnreachableMaster", Severity.WARNING),
    UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS("UnreachableMasterWithLaggingReplicas", Severity.WARNING),
    MASTER_SINGLE_REPLICA_NOT_REPLICATING("MasterSingleReplicaNotReplicating", Severity.WARNING),
    MASTER_SINGLE_REPLICA_DEAD("MasterSingleReplicaDead", Severity.WARNING),
    ALL_MASTER_REPLICAS_NOT_REPLICATING("AllMasterReplicasNotReplicating", Severity.WARNING),
    ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD("AllMasterReplicasNotReplicatingOrDead", Severity.WARNING),
    DEAD_CO_MASTER("DeadCoMaster", Severity.CRITICAL),
    DEAD_CO_MASTER_AND_SOME_REPLICAS("DeadCoMasterAndSomeReplicas", Severity.CRITICAL),
    UNREACHABLE_CO_MASTER("UnreachableCoMaster", Severity.WARNING),
    ALL_CO_MASTER_REPLICAS_NOT_REPLICATING("AllCoMasterReplicasNotReplicating", Severity.WARNING),
    DEAD_INTERMEDIATE_MASTER("DeadIntermediateMaster", Severity.WARNING),
    DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA("DeadIntermediateMasterWithSingleReplica", Severity.WARNING),
    DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT(
            "DeadIntermediateMasterWithSingleReplicaFailingToConnect", Severity.WARNING),
    DEAD_INTERMEDIATE_MASTER_AND_SOME_REPLICAS("DeadIntermediateMasterAndSomeReplicas", Severity.WARNING),
    UNREACHABLE_INTERMEDIATE_MASTER("UnreachableIntermediateMaster", Severity.WARNING),
    UNREACHABLE_INTERMEDIATE_MASTER_WITH_LAGGING_REPLICAS(
            "UnreachableIntermediateMasterWithLaggingReplicas", Severity.WARNING),
    ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING("AllIntermediateMasterReplicasNotReplicating", Severity.WARNING),
    DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS("DeadReplicationGroupMemberWithReplicas", Severity.WARNING),
    LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS("LockedSemiSyncMasterHypothesis", Severity.CRITICAL),
    NO_WRITEABLE_MASTER("NoWriteableMasterStructureWarning", Severity.CRITICAL),
    ERRANT_GTID("ErrantGTIDStructureWarning", Severity.WARNING),

    TWO_WRITEABLE_MASTERS("TwoWriteableMasters", Severity.CRITICAL),
    DEAD_REPLICA("DeadReplica", Severity.WARNING),
    HUNG_INSTANCE("HungInstance", Severity.CRITICAL),
    TOO_MANY_CONNECTIONS("TooManyConnections", Severity.CRITICAL),
    LOGIN_REFUSED("LoginRefused", Severity.WARNING),
    TLS_FAILED("TlsFailed", Severity.WARNING),
    REPLICA_STOPPED("ReplicaStopped", Severity.WARNING),
    REPLICA_RECEIVER_FAILING("ReplicaReceiverFailing", Severity.WARNING),
    REPLICA_RECEIVER_CONNECTING("ReplicaReceiverConnecting", Severity.NOTICE),
    REPLICA_APPLIER_STOPPED("ReplicaApplierStopped", Severity.WARNING),
    LAGGING_REPLICA("LaggingReplica", Severity.WARNING),
    SEMI_SYNC_FALLEN_BACK("SemiSyncFallenBack", Severity.WARNING),
    GROUP_MAJORITY_LOST("GroupMajorityLost", Severity.CRITICAL),
    GROUP_MEMBER_IN_MINORITY("GroupMemberInMinority", Severity.WARNING),
    GROUP_MEMBER_UNREACHABLE("GroupMemberUnreachable", Severity.WARNING),
    GROUP_MEMBER_NOT_ONLINE("GroupMemberNotOnline", Severity.WARNING),
    GALERA_NON_PRIMARY("GaleraNonPrimary", Severity.CRITICAL),
    GALERA_NODE_UNREACHABLE("GaleraNodeUnreachable", Severity.WARNING);

    private final String label;
    private final Severity severity;

    Code(String label, Severity severity) {
        this.label = label;
        this.severity = severity;
    }

    /** {@code DeadMaster}. */
    public String label() {
        return label;
    }

    Severity severity() {
        return severity;
    }
}
