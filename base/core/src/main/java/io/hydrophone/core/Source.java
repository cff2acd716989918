package io.hydrophone.core;

/** Where a figure comes from. Part of every key: figures of different sources are never added together. */
public enum Source {
    /** Heard on the network or read from a capture file. */
    WIRE("wire"),
    /** Told by the server itself (performance_schema). */
    SERVER("server"),
    /** Read from a slow or general query log. */
    LOG("log");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    /** As in JSON and metric labels. */
    public String label() {
        return label;
    }
}
