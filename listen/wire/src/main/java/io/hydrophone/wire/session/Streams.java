package io.hydrophone.wire.session;

import io.hydrophone.wire.DataStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** The streams that were met: those that go on, and of those that ended the latest; at most {@value #MOST}. */
public final class Streams {
    private static final int MOST = 1_024;

    private final ArrayDeque<Stream> met = new ArrayDeque<>();

    void add(Stream stream) {
        if (met.size() < MOST || removeEnded()) {
            met.add(stream);
        }
    }

    private boolean removeEnded() {
        for (Iterator<Stream> each = met.iterator(); each.hasNext(); ) {
            if (!each.next().isOpen()) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** In the order in which they were met. */
    public List<DataStream> seen() {
        return met.stream().map(Stream::seen).toList();
    }
}
