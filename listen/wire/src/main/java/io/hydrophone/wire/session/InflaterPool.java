package io.hydrophone.wire.session;

import java.util.ArrayDeque;

/**
 * Lends inflaters to streams that are inside a frame. An inflater holds some 64 KiB outside the heap, so few are kept,
 * and no more than {@value #MOST} are out at once: beyond that, a stream loses what it says.
 */
final class InflaterPool {
    private static final int MOST = 512;
    private static final int KEPT = 16;

    private final ArrayDeque<FrameInflater> free = new ArrayDeque<>();
    private int lent;

    /** Null when too many are out. */
    FrameInflater take() {
        if (lent == MOST) {
            return null;
        }
        lent++;
        FrameInflater inflater = free.poll();
        return inflater == null ? new FrameInflater() : inflater;
    }

    void give(FrameInflater inflater) {
        lent--;
        if (free.size() < KEPT) {
            free.push(inflater);
        } else {
            inflater.close();
        }
    }
}
