package io.hydrophone.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The segments that are open for writing or wait for their last fsync. Not for several threads. */
final class Unsealed {
    /** Oldest first. */
    private final Deque<SegmentWriter> writers = new ArrayDeque<>();

    private SegmentWriter active;

    /** The one that is written to, or null. */
    SegmentWriter active() {
        return active;
    }

    /** Records go to this one from now on. */
    void begin(SegmentWriter writer) {
        writers.addLast(writer);
        active = writer;
    }

    /** Nothing more is written to a segment. */
    void retire(Segment segment) {
        if (active != null && active.segment().equals(segment)) {
            active = null;
        }
    }

    List<SegmentWriter> waiting() {
        return List.copyOf(writers);
    }

    /**
     * An fsync has run on these.
     *
     * @param failed a segment whose fsync has failed is written no more: the system may have forgotten what it holds, and the next fsync
     *     would not tell
     */
    void synced(List<SegmentWriter> done, boolean failed) {
        if (failed && done.contains(active)) {
            active = null;
        }
        for (SegmentWriter writer : done) {
            if (writer != active) {
                writers.remove(writer);
                Quietly.close(writer);
            }
        }
    }

    void close() {
        writers.forEach(Quietly::close);
        writers.clear();
        active = null;
    }
}
