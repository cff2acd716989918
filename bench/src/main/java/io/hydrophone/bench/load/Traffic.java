package io.hydrophone.bench.load;

/** What a capture holds: from the first connection's handshake to the last one's end. */
public enum Traffic {
    /** Half point selects, half read-only transactions. */
    MIXED("sysbench", false, 0.5),
    /** The same asked with the compressed protocol: one small frame for most answers. */
    COMPRESSED("compressed", true, 0.5),
    /** Read-only transactions with the compressed protocol: frames of some kilobytes. */
    COMPRESSED_ROWS("compressed-rows", true, 0);

    private final String label;
    private final boolean compressed;
    private final double pointSelects;

    Traffic(String label, boolean compressed, double pointSelects) {
        this.label = label;
        this.compressed = compressed;
        this.pointSelects = pointSelects;
    }

    /** Begins the names of its files. */
    String label() {
        return label;
    }

    boolean compressed() {
        return compressed;
    }

    /** Their share of the bytes, 0 to 1. */
    double pointSelects() {
        return pointSelects;
    }
}
