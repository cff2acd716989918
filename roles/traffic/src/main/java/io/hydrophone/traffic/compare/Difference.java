package io.hydrophone.traffic.compare;

/** In what the answer of the target differs from that of the source. A command may differ in several ways. */
public enum Difference {
    /** Answered on the source, and an error on the target. */
    NEW_ERROR("new_errors", "new errors"),
    /** Answered on the source; on the target the connection broke, or the answer never came. */
    UNANSWERED("unanswered", "unanswered"),
    /** Another number of rows. */
    ROWS("rows_differ", "rows differ"),
    /** As many rows, and other ones. Told only where both sides have a checksum that can be compared. */
    CHECKSUM("checksums_differ", "contents differ"),
    /** Another number of affected rows. */
    AFFECTED("affected_differ", "affected rows differ"),
    /** Errors on both sides, with other numbers. */
    CHANGED_ERROR("changed_errors", "other errors"),
    /** An error on the source, and none on the target. */
    GONE_ERROR("gone_errors", "errors gone"),
    /** More warnings than on the source. */
    WARNINGS("more_warnings", "more warnings"),
    /** As many rows, and other ones, of a statement that asks for the time, for chance, or for what a session is called. */
    VARYING("varying_contents", "contents differ by nature"),
    /** As many rows in another number of bytes: no fault by itself, since servers describe columns in their own ways. */
    SIZE("sizes_differ", "other size");

    private final String label;
    private final String words;

    Difference(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** As in JSON, where it is a count. */
    public String label() {
        return label;
    }

    /** As people read it. */
    public String words() {
        return words;
    }
}
