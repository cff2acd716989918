package io.hydrophone.traffic.replay;

import java.util.ArrayDeque;
import java.util.Queue;

/** The pieces of a client's file that were read from the recording and not yet sent. */
final class Upload {
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean discarded;

    /** Takes another piece; false when nobody wants the file any more. */
    synchronized boolean add(byte[] piece) {
        if (discarded) {
            return false;
        }
        bytes += piece.length;
        pieces.add(piece);
        return true;
    }

    /** Null when there is none now. */
    synchronized byte[] take() {
        byte[] piece = pieces.poll();
        if (piece != null) {
            bytes -= piece.length;
        }
        return piece;
    }

    /** Of the pieces that wait. */
    synchronized long bytes() {
        return bytes;
    }

    /** Whether {@link #take} has something to say: a piece, or that there are no more. */
    synchronized boolean isReady() {
        return ended || !pieces.isEmpty();
    }

    /** All pieces were read. */
    synchronized void end() {
        ended = true;
    }

    /**
     * Nobody wants what waits, nor what still comes.
     *
     * @return the bytes of what waited
     */
    synchronized long discard() {
        long waited = bytes;
        discarded = true;
        bytes = 0;
        pieces.clear();
        return waited;
    }
}
