package io.hydrophone.traffic.recording;

/**
 * Takes the events of a recording in the order in which they were captured. What is called for each command takes primitives, ranges of
 * arrays and flyweights, so that nothing need be allocated; all of them are the caller's again when the call returns.
 */
public interface TrafficSink {
    void sessionBegun(SessionBegun event);

    /**
     * A command; see {@link Asked}.
     *
     * @param nanos since 1970, not negative
     */
    void asked(long session, long number, long nanos, byte[] payload, int offset, int length, boolean truncated);

    /** A piece of a client's file; see {@link Uploaded}. */
    void uploaded(long session, long number, byte[] contents, int offset, int length);

    void answered(Answer answer);

    void sessionOver(long session, long nanos, SessionEnd how);

    void losses(Losses losses);
}
