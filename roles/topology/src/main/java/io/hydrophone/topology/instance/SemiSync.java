package io.hydrophone.topology.instance;

/**
 * Semi-synchronous replication; null for what is not installed.
 *
 * @param sourceEnabled whether commits are to wait for replicas
 * @param sourceActive whether they do: not after a timeout
 * @param clients replicas that acknowledge
 * @param waitForReplicas acknowledgements that a commit waits for
 * @param timeoutMillis after which commits no longer wait
 * @param replicaEnabled whether this server is to acknowledge
 * @param replicaActive whether it does
 * @param namesSource whether its variables say source and replica, and not master and slave
 */
public record SemiSync(
        Boolean sourceEnabled,
        Boolean sourceActive,
        Long clients,
        Long waitForReplicas,
        Long timeoutMillis,
        Boolean replicaEnabled,
        Boolean replicaActive,
        boolean namesSource) {}
