package io.hydrophone.client.raw;

import io.hydrophone.protocol.Capability;

/** How what goes over a connection is made smaller. */
public enum Compression {
    NONE(0),
    ZLIB(Capability.COMPRESS),
    /** Of MySQL since 8.0.18. */
    ZSTD(Capability.ZSTD_COMPRESSION);

    private final int capability;

    Compression(int capability) {
        this.capability = capability;
    }

    /** The bit by which client and server agree on it; 0 for none. */
    int capability() {
        return capability;
    }
}
