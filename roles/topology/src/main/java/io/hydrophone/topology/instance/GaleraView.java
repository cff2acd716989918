package io.hydrophone.topology.instance;

import java.util.List;

/**
 * A Galera cluster as one node sees it; null for what it does not tell.
 *
 * @param stateUuid of the cluster's history: where two nodes have different ones, it is split
 * @param status {@code Primary}, {@code non-Primary}, {@code Disconnected}
 * @param localState {@code Synced}, {@code Donor/Desynced}, {@code Joining}, …
 * @param incomingAddresses where clients reach the nodes, as these say themselves
 * @param flowControlPaused share of the time, from 0 to 1
 */
public record GaleraView(
        String clusterName,
        String stateUuid,
        String status,
        Long size,
        String nodeName,
        String localState,
        Boolean ready,
        Boolean connected,
        List<String> incomingAddresses,
        Double flowControlPaused,
        Long receiveQueue) {}
