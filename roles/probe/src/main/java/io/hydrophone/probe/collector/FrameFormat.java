package io.hydrophone.probe.collector;

import java.util.Locale;

/** What a frame of {@code /collector} holds. */
public enum FrameFormat {
    /** Hydrophone's report as JSON. */
    JSON,
    /** The same as MessagePack. */
    MSGPACK,
    /** mysql-probe's message. */
    MYSQLPROBE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in the query string, in JSON and in metric labels. */
    public String label() {
        return label;
    }
}
