package io.hydrophone.topology.instance;

/**
 * A replica as its source knows it: from the list of replicas, from a connection on which one reads, or both. What is not known is null.
 *
 * @param serverUuid in lower case
 * @param host what it reports of itself
 * @param port likewise
 * @param peer the address from which it reads; null while it does not
 */
public record ConnectedReplica(Long serverId, String serverUuid, String host, Integer port, String peer) {
    public boolean isReading() {
        return peer != null;
    }
}
