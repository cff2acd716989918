package io.hydrophone.probe.master;

/**
 * Whether this node takes reports.
 *
 * @param isMaster whether it does
 * @param epoch of the master: a later one's acknowledgements count, an earlier one's do not
 * @param masterAddress where who does takes them, ws://host:port/intake; "" when that is not known
 * @param failure what keeps this node from taking any until it is started again; "" when nothing does
 */
record Standing(boolean isMaster, long epoch, String masterAddress, String failure) {
    /** What a probe is told here; of no meaning on a master. */
    String refusal() {
        return failure.isEmpty() ? "this is a standby" : failure;
    }
}
