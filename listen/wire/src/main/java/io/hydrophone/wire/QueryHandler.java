package io.hydrophone.wire;

/** Receives what was heard, on the thread that listens. */
@FunctionalInterface
public interface QueryHandler {
    /** A command has ended. */
    void query(Query query);

    /** The first that is told of a session: after an accepted login, or before the first command that was heard. */
    default void sessionBegan(SessionStart start) {}

    /**
     * A command was heard to its end, or as far as it could be; what it is answered is not known yet. Each is handed on to
     * {@link #query} later, unless its session falls out of the sample.
     */
    default void asked(Query query) {}

    /**
     * A piece of the file that a client sends after LOAD DATA LOCAL INFILE, between that command and its end.
     *
     * @param query the command; not {@link Query#whole} once a piece was not heard
     */
    default void uploaded(Query query, byte[] data, int offset, int length) {}

    /**
     * No more commands of a session will be handed on; told once for each session of which commands may have been.
     *
     * @param session as {@link Query#session()} counts them
     * @param nanos since 1970
     */
    default void sessionEnded(long session, long nanos, SessionEnd how) {}
}
