package io.hydrophone.topology.instance;

import io.hydrophone.client.ServerVersion;

/**
 * Who a server is.
 *
 * @param key equal for the same server under whichever address it is asked: MySQL's {@code server_uuid}; MariaDB has none, so there it is
 *     {@code server_id@hostname:port}, all as the server itself says
 * @param serverUuid in lower case; null for MariaDB
 * @param serverId its number in replication
 * @param hostname of its machine, as it knows it itself
 * @param reportHost under which it wants to be known to its sources; null for none
 * @param port on which it listens
 * @param reportPort likewise
 */
public record Identity(
        String key,
        String serverUuid,
        long serverId,
        String hostname,
        String reportHost,
        int port,
        int reportPort,
        ServerVersion version) {}
