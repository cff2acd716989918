package io.hydrophone.probe.server;

import io.hydrophone.wire.session.SessionFilter;
import io.hydrophone.wire.session.SessionNames;
import java.util.concurrent.TimeoutException;

/** The capture, as seen by who asks the server: what it heard of that server, and what it may be told. */
public interface Listening {
    /**
     * What was heard until an instant.
     *
     * @param nanos that instant, since 1970
     * @param questions commands to the server that it counts as its {@code Questions}
     * @param midstream sessions met in the middle, at any server
     */
    record Heard(long nanos, long questions, long midstream) {}

    /**
     * What was heard until now.
     *
     * @throws TimeoutException when the capture does not answer
     */
    Heard heard() throws TimeoutException, InterruptedException;

    /** Gives names to sessions whose login was not heard; returns when that is done, or the capture does not answer. */
    void name(SessionNames names) throws InterruptedException;

    /** Leaves out new connections of these clients; returns when that holds, or the capture does not answer. */
    void passOver(SessionFilter filter) throws InterruptedException;
}
