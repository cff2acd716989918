package io.hydrophone.digest.summary;

/**
 * The transactions of one user in one database of one server; all three {@code other} for those beyond the bound.
 *
 * @param instance the server, {@code host:port}
 * @param user "" when unknown
 * @param database in which they began; "" when none or unknown
 */
public record TransactionGroup(String instance, String user, String database, TransactionFigures figures) {}
