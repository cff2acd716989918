package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Lane;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A stretch of a sink's queue, of one lane. Records come out of it in the order in which they went in; after an outage
 * chapters come the newest first. Not for several threads: {@link SinkQueue} has the lock.
 */
abstract class Chapter {
    private final long number;
    private final Lane lane;
    private final TreeMap<Long, QueuedBatch> returned = new TreeMap<>();
    /** Handed out or returned, and not done. */
    private final TreeSet<Long> open = new TreeSet<>();

    /** Done, while one before them is not. */
    private final TreeSet<Long> finished = new TreeSet<>();

    private int onTheirWay;
    private long handedThrough;
    private long acknowledged;
    private long records;
    private long signals;
    private long newest;
    private long waitingSince;
    private int failures;

    Chapter(long number, Lane lane) {
        this.number = number;
        this.lane = lane;
    }

    /** Rises from chapter to chapter, over restarts. */
    final long number() {
        return number;
    }

    final Lane lane() {
        return lane;
    }

    /** Records that are not done. */
    final long records() {
        return records;
    }

    /** Signals in them. */
    final long signals() {
        return signals;
    }

    /** When the last record was accepted; microseconds since 1970. */
    final long newest() {
        return newest;
    }

    /** When the record was accepted since which there was always one that is not done. */
    final long waitingSince() {
        return waitingSince;
    }

    final boolean isOnItsWay() {
        return onTheirWay > 0;
    }

    /** How often the sink answered that it cannot take one of these now. */
    final int failures() {
        return failures;
    }

    final void failed() {
        failures++;
    }

    final boolean isDone() {
        return records == 0;
    }

    /** A record went in, or was found. */
    final void added(QueuedBatch record) {
        if (records++ == 0) {
            waitingSince = record.accepted();
        }
        signals += record.signals();
        newest = Math.max(newest, record.accepted());
    }

    /** The next record, or null while there is none that is safe on the disk. */
    final Handed next() {
        var first = returned.pollFirstEntry();
        Handed next = first == null ? unfinished() : new Handed(this, first.getKey(), first.getValue());
        if (next != null) {
            open.add(next.place());
            onTheirWay++;
        }
        return next;
    }

    private Handed unfinished() {
        Handed next = read();
        while (next != null && finished.contains(next.place())) {
            handedThrough = Math.max(handedThrough, next.place());
            next = read();
        }
        if (next != null) {
            handedThrough = Math.max(handedThrough, next.place());
        }
        return next;
    }

    /** It was not taken, and comes again before the others. */
    final void giveBack(Handed handed) {
        onTheirWay--;
        returned.put(handed.place(), handed.record());
    }

    /** It is done with, delivered or dropped. */
    final void done(Handed handed) {
        onTheirWay--;
        records--;
        signals -= handed.record().signals();
        open.remove(handed.place());
        finished.add(handed.place());
        acknowledged = Math.max(acknowledged, open.isEmpty() ? handedThrough : open.first() - 1);
        finished.headSet(acknowledged, true).clear();
        acknowledge(acknowledged);
    }

    /** Lets go of its files until it is read again, unless one of its records is on its way. */
    final void rest() {
        if (onTheirWay == 0) {
            returned.clear();
            open.clear();
            handedThrough = acknowledged;
            close();
        }
    }

    /** Puts a record in. */
    abstract void append(QueuedBatch record);

    /** What was put in is safe when this returns. */
    abstract void seal();

    /** On the disk or in memory. */
    abstract long bytes();

    /** The next that was not read; null when there is none yet. */
    abstract Handed read();

    /** All up to a place are done with. */
    abstract void acknowledge(long place);

    /** Lets go of files; what is read next is the first that was not acknowledged. */
    abstract void close();

    /** It is gone for good when this returns. */
    abstract void delete();
}
