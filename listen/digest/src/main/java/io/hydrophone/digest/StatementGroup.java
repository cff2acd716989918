package io.hydrophone.digest;

import io.hydrophone.core.Source;

/**
 * The part of a row's key beside the digest.
 *
 * @param id dense, from 0, in its table
 */
record StatementGroup(int id, Source source, String instance, String database, String user) {}
