package io.hydrophone.traffic.recording;

/** A block that cannot be used though its head can be relied on: the next one stands behind it. */
final class DamagedBlock extends Exception {
    DamagedBlock(String what) {
        super(what);
    }
}
