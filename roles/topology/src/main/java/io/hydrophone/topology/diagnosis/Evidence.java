package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;

/**
 * What somebody sees.
 *
 * @param by the server that says so; null for what was seen from here
 * @param says in a few words
 */
public record Evidence(Address by, String says) {}
