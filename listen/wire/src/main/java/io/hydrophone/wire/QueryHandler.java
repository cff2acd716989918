package io.hydrophone.wire;

/** Receives what was heard, on the thread that listens. */
@FunctionalInterface
public interface QueryHandler {
    /** A command has ended. */
    void query(Query query);

    /**
     * No more commands of a session will be handed on; told once for each session of which commands may have been.
     *
     * @param session as {@link Query#session()} counts them
     * @param nanos since 1970
     */
    default void sessionEnded(long session, long nanos, SessionEnd how) {}
}
