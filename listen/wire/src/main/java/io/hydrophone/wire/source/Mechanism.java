package io.hydrophone.wire.source;

import java.util.Locale;

/** How packets come from a device. */
public enum Mechanism {
    /** The ring on Linux, libpcap elsewhere. */
    AUTO,
    /** A ring shared with the Linux kernel. */
    AF_PACKET,
    /** The library of tcpdump. */
    LIBPCAP;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As on the command line. */
    public String label() {
        return label;
    }
}
