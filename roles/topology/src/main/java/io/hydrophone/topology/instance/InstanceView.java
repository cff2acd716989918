package io.hydrophone.topology.instance;

import io.hydrophone.core.Problem;
import java.time.Instant;
import java.util.List;

/**
 * What one server said of itself. Nothing in it is from anybody else; what it did not tell is null, never 0.
 *
 * @param transactions null when they could not be read
 * @param binaryLog null when it is off
 * @param channels null when they could not be read
 * @param replicas null when they could not be read
 * @param group null for none
 * @param galera null for none
 * @param cluster null for none, or none that may be read
 * @param problems why something could not be read
 * @param takenAt when the first question was sent
 */
public record InstanceView(
        Identity identity,
        Settings settings,
        Transactions transactions,
        BinaryLog binaryLog,
        List<ReplicationChannel> channels,
        List<ConnectedReplica> replicas,
        SemiSync semiSync,
        GroupView group,
        GaleraView galera,
        InnodbCluster cluster,
        List<Problem> problems,
        Instant takenAt) {}
