package io.hydrophone.wire;

/** A statement prepared on one session. */
public abstract class PreparedStatement {
    private Object attachment;

    /** A consumer's own note on this statement, kept as long as the statement lives (its digest, for example), or null. */
    public final Object attachment() {
        return attachment;
    }

    public final void attach(Object note) {
        attachment = note;
    }
}
