package io.hydrophone.traffic.broker;

import io.hydrophone.queue.DiskQueue;
import io.hydrophone.queue.Entry;
import io.hydrophone.queue.QueueCounters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages on the disk that no broker has confirmed, with the number of events in those of this run. For one thread that adds and one that delivers. */
final class Outbox implements AutoCloseable {
    private record Held(long sequence, int events) {}

    private final DiskQueue queue;
    private final int window;

    /** Of this run, oldest first; what an earlier run left in the queue is older still. */
    private final Deque<Held> held = new ArrayDeque<>();

    /** The first that were dropped since a delivery: they may be in the hands of who delivers, and arrive after all. */
    private final Deque<Held> dropped = new ArrayDeque<>();

    /** @param window how many messages may be in the hands of who delivers */
    Outbox(DiskQueue queue, int window) {
        this.queue = queue;
        this.window = window;
    }

    /**
     * Keeps a message.
     *
     * @return how many events of this run were dropped to make room
     * @throws io.hydrophone.core.ProblemException when it is too large, or the disk does not take it
     */
    synchronized long add(byte[] message, int events) {
        QueueCounters before = queue.counters();
        long sequence = queue.append(message);
        long messages = queue.counters().droppedRecords() - before.droppedRecords();
        long ofEarlierRuns = before.records() - held.size();
        held.addLast(new Held(sequence, events));
        long lost = 0;
        for (long left = messages - ofEarlierRuns; left > 0 && !held.isEmpty(); left--) {
            Held oldest = held.removeFirst();
            lost += oldest.events;
            if (dropped.size() < window) {
                dropped.addLast(oldest);
            }
        }
        return lost;
    }

    /** The next one after the one that was given last, or null when there is none in time. */
    Entry next(Duration patience) throws InterruptedException {
        return queue.read(patience);
    }

    /** A broker has these, and all before them are done with. Returns how many of their events had been counted as dropped. */
    synchronized long delivered(List<Entry> batch) {
        Set<Long> sequences = batch.stream().map(Entry::sequence).collect(Collectors.toSet());
        long arrived = 0;
        for (Held one : dropped) {
            arrived += sequences.contains(one.sequence) ? one.events : 0;
        }
        dropped.clear();
        done(batch.getLast().sequence());
        return arrived;
    }

    /** A broker never takes this one. Returns how many events are lost that were not counted as dropped before. */
    synchronized long refused(Entry entry) {
        dropped.clear();
        Held first = held.peekFirst();
        done(entry.sequence());
        return first != null && first.sequence == entry.sequence() ? first.events : 0;
    }

    private void done(long sequence) {
        queue.acknowledge(sequence);
        while (!held.isEmpty() && held.getFirst().sequence <= sequence) {
            held.removeFirst();
        }
    }

    long waiting() {
        return queue.counters().records();
    }

    /** Messages dropped since the directory was made. */
    long dropped() {
        return queue.counters().droppedRecords();
    }

    @Override
    public void close() {
        queue.close();
    }
}
