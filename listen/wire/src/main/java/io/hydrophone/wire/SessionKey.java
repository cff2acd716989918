package io.hydrophone.wire;

/**
 * What summaries are grouped by besides the statement. Interned: equal keys are the same object, so that a table may
 * use {@link #id()} instead of comparing strings.
 *
 * @param id dense, from 0, in the order of first sight by one {@link SessionKeys}
 * @param instance the server, {@code host:port}
 * @param client the client's address without its port
 * @param user "" when unknown (a session met in the middle)
 * @param database "" when none or unknown
 */
public record SessionKey(int id, String instance, String client, String user, String database) {}
