package io.hydrophone.topology.instance;

import java.util.List;

/**
 * What MySQL Shell wrote down about the cluster that a server is in.
 *
 * @param addresses {@code host:port} of its instances, also of those that have left the group
 */
public record InnodbCluster(String name, List<String> addresses) {}
