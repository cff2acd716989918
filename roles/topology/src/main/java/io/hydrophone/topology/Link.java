package io.hydrophone.topology;

import io.hydrophone.topology.instance.ReplicationChannel;

/** How an instance is tied to another. */
public sealed interface Link {
    /** The one that says so: a replica, or a member that sees another; of a replica that was not reached, it all the same. */
    Address from();

    Address to();

    /**
     * One follows the other.
     *
     * @param from the replica
     * @param to its source
     * @param channel as the replica tells it; null when only the source says that it has this replica
     */
    record Replication(Address from, Address to, ReplicationChannel channel, Drift drift) implements Link {}

    /**
     * A member of a group sees another, or itself.
     *
     * @param group its name
     */
    record Group(Address from, Address to, String group, String state, String role) implements Link {}

    /**
     * A node of a Galera cluster names another, or itself.
     *
     * @param cluster its name
     */
    record Galera(Address from, Address to, String cluster) implements Link {}
}
