package io.hydrophone.topology.instance;

/**
 * Transactions of a group's member; null for what this version does not tell.
 *
 * @param inQueue waiting for certification
 * @param conflicts refused by it
 * @param remoteInApplierQueue certified, waiting to be applied
 */
public record GroupMemberStats(
        String viewId,
        Long inQueue,
        Long checked,
        Long conflicts,
        Long rowsValidating,
        Long remoteInApplierQueue,
        Long remoteApplied,
        Long localProposed,
        Long localRolledBack) {}
