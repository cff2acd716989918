package io.hydrophone.wire;

/** Receives what was heard, on the thread that listens. */
@FunctionalInterface
public interface QueryHandler {
    /** A command has ended. */
    void query(Query query);
}
