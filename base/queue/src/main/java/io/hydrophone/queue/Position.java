package io.hydrophone.queue;

import java.io.IOException;

/**
 * How far a queue is done with, and what it lost on the way.
 *
 * @param through all records up to this sequence were acknowledged or dropped
 * @param lostThrough up to this sequence, missing records have been counted
 */
record Position(long through, long droppedRecords, long droppedBytes, long lostRecords, long lostThrough) {
    static final Position START = new Position(0, 0, 0, 0, 0);

    Position acknowledged(long sequence) {
        return new Position(Math.max(through, sequence), droppedRecords, droppedBytes, lostRecords, lostThrough);
    }

    /**
     * Leaves out what a segment still has, up to a sequence: its records are dropped, those missing between them lost. One that cannot be read
     * is lost as a whole.
     */
    Position without(Segment segment, long last) {
        Position next = this;
        long expected = through + 1;
        long records = 0;
        long bytes = 0;
        try (SegmentReader reader = SegmentReader.open(segment)) {
            for (Entry entry = reader.next(expected, last); entry != null; entry = reader.next(expected, last)) {
                next = next.lost(expected, entry.sequence());
                expected = entry.sequence() + 1;
                records++;
                bytes += entry.record().length;
            }
        } catch (IOException e) {
            // What was not read is counted below.
        }
        return next.lost(expected, last + 1).dropped(last, records, bytes);
    }

    /** Whether this came before: a position only ever goes on. */
    boolean isBefore(Position other) {
        return through < other.through || lostThrough < other.lostThrough;
    }

    private Position dropped(long sequence, long records, long bytes) {
        return new Position(sequence, droppedRecords + records, droppedBytes + bytes, lostRecords, lostThrough);
    }

    /** Counts records that are missing, from one inclusive to another exclusive, unless they have been counted. */
    Position lost(long from, long to) {
        long first = Math.max(from, lostThrough + 1);
        return first >= to
                ? this
                : new Position(through, droppedRecords, droppedBytes, lostRecords + to - first, to - 1);
    }
}
