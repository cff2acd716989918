package io.hydrophone.traffic.recording;

/** A target whose events wait in a {@link BlockQueue} for a thread of its own to take them further. */
public abstract class QueuedTarget implements TrafficTarget {
    protected final BlockQueue queue;

    /** @param poolBlocks how many blocks there may be */
    protected QueuedTarget(int poolBlocks) {
        queue = new BlockQueue(poolBlocks);
    }

    @Override
    public final void sessionBegun(SessionBegun event) {
        queue.sessionBegun(event);
    }

    @Override
    public final void asked(
            long session, long number, long nanos, byte[] payload, int offset, int length, boolean truncated) {
        queue.asked(session, number, nanos, payload, offset, length, truncated);
    }

    @Override
    public final void uploaded(long session, long number, byte[] contents, int offset, int length) {
        queue.uploaded(session, number, contents, offset, length);
    }

    @Override
    public final void answered(Answer answer) {
        queue.answered(answer);
    }

    @Override
    public final void sessionOver(long session, long nanos, SessionEnd how) {
        queue.sessionOver(session, nanos, how);
    }

    @Override
    public final void losses(Losses losses) {
        queue.losses(losses);
    }
}
