package io.hydrophone.probe.master;

/**
 * Whether this node takes reports.
 *
 * @param isMaster whether it does
 * @param epoch of the master: a later one's acknowledgements count, an earlier one's do not
 * @param masterAddress where who does takes them, ws://host:port/intake; "" when that is not known
 */
record Standing(boolean isMaster, long epoch, String masterAddress) {}
