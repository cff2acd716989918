package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Lane;
import java.util.ArrayDeque;
import java.util.Deque;

/** What no disk has: because the sink has no directory, or while the disk takes nothing. */
final class MemoryChapter extends Chapter {
    private final Deque<Handed> unread = new ArrayDeque<>();
    private final Deque<Handed> read = new ArrayDeque<>();
    private long places;
    private long bytes;

    MemoryChapter(long number, Lane lane) {
        super(number, lane);
    }

    @Override
    void append(QueuedBatch record) {
        unread.addLast(new Handed(this, ++places, record));
        bytes += record.bytes().length;
        added(record);
    }

    @Override
    void seal() {
        // As safe as it will be.
    }

    @Override
    long bytes() {
        return bytes;
    }

    @Override
    Handed read() {
        Handed next = unread.pollFirst();
        if (next != null) {
            read.addLast(next);
        }
        return next;
    }

    @Override
    void acknowledge(long place) {
        while (!read.isEmpty() && read.getFirst().place() <= place) {
            bytes -= read.removeFirst().record().bytes().length;
        }
    }

    @Override
    void close() {
        while (!read.isEmpty()) {
            unread.addFirst(read.removeLast());
        }
    }

    @Override
    void delete() {
        unread.clear();
        read.clear();
        bytes = 0;
    }
}
