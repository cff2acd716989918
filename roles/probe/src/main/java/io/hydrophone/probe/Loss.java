package io.hydrophone.probe;

import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.util.Locale;

/** The ways in which something is not heard. */
enum Loss {
    /** Packets for which the ring had no room. */
    KERNEL_DROP,
    /** Holes in a direction of a connection. */
    GAP,
    /** Connections that were forgotten to stay within the bound on memory. */
    EVICTED,
    /** Connections that sampling left out: begun while listening, or let go when a smaller part was to be heard. */
    SAMPLED,
    /** Connections that were encrypted. */
    ENCRYPTED,
    /** Packets of MySQL that made no sense where they stood, and connections that were no MySQL. */
    UNPARSED;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }

    long count(WireCounters wire, CaptureCounters captured) {
        return switch (this) {
            case KERNEL_DROP -> captured.kernelDrops();
            case GAP -> wire.gaps();
            case EVICTED -> wire.evictedSessions();
            case SAMPLED -> wire.sampledOutSessions();
            case ENCRYPTED -> wire.tlsSessions();
            case UNPARSED -> wire.unparsed() + wire.unrecognised();
        };
    }
}
