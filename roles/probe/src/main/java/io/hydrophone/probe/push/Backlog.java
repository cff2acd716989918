package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.DiskQueue;
import io.hydrophone.queue.Entry;
import io.hydrophone.queue.QueueCounters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The reports that no receiver has acknowledged: on the disk, and in memory while the disk takes none. What is in memory is younger than all that is
 * on the disk, so the order holds; it goes to the disk as soon as that works and none of it is on its way.
 */
final class Backlog implements AutoCloseable {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final long LOOK_MILLIS = 10;

    private record Held(SealedReport report, long place) {}

    private final DiskQueue queue;
    private final int maxRecordBytes;
    private final int maxMemoryBytes;
    private final Consumer<Problem> told;

    /** Guards what follows; the disk is written to under it, but never waited for by the delivering thread. */
    private final Object adding = new Object();

    private final Deque<Held> memory = new ArrayDeque<>();
    private long memoryBytes;
    private long memoryAppended;
    private long memoryHanded;

    /** For the delivering thread alone. */
    private long lastOnDisk;

    /** Reports that had no room in memory, were too large, or no reports. */
    private long unkept;

    private boolean diskFails;
    private long toldDropped;

    Backlog(DiskQueue queue, int maxRecordBytes, int maxMemoryBytes, Consumer<Problem> told) {
        this.queue = queue;
        this.maxRecordBytes = maxRecordBytes;
        this.maxMemoryBytes = maxMemoryBytes;
        this.told = told;
        toldDropped = queue.counters().droppedRecords();
    }

    /** Keeps a report; where that is not possible it, or an older one, is dropped and counted. */
    void add(SealedReport report) {
        Problem problem;
        synchronized (adding) {
            problem = store(report);
        }
        if (problem != null) {
            told.accept(problem);
        }
    }

    /** Returns what has to be told, or null. */
    private Problem store(SealedReport report) {
        byte[] record = Envelope.encode(report);
        if (record.length > maxRecordBytes) {
            unkept++;
            return PushProblems.tooLarge(report.id(), record.length, maxRecordBytes);
        }
        Problem failure = empty();
        if (memory.isEmpty()) {
            failure = append(record);
            if (failure == null) {
                return droppedOnDisk();
            }
        }
        keepInMemory(report);
        boolean first = failure != null && !diskFails;
        diskFails |= failure != null;
        return first ? failure : null;
    }

    /** Moves what is in memory to the disk. Returns why that failed, or null. */
    private Problem empty() {
        while (!memory.isEmpty() && memory.getFirst().place > memoryHanded) {
            Problem failure = append(Envelope.encode(memory.getFirst().report));
            if (failure != null) {
                return failure;
            }
            removeFirst();
        }
        return null;
    }

    private Problem append(byte[] record) {
        try {
            queue.append(record);
            diskFails = false;
            return null;
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private void keepInMemory(SealedReport report) {
        memory.addLast(new Held(report, ++memoryAppended));
        memoryBytes += report.bytes().length;
        while (memoryBytes > maxMemoryBytes) {
            removeFirst();
            unkept++;
        }
    }

    private void removeFirst() {
        memoryBytes -= memory.removeFirst().report.bytes().length;
    }

    /** Told when the queue begins to drop, and once more after each tenfold. */
    private Problem droppedOnDisk() {
        long dropped = queue.counters().droppedRecords();
        if (dropped == toldDropped || (toldDropped > 0 && dropped < 10 * toldDropped)) {
            return null;
        }
        toldDropped = dropped;
        return PushProblems.queueFull(dropped);
    }

    /** The next report, or null when there is none in time. */
    Pending next(Duration patience) throws InterruptedException {
        Entry entry = queue.read(memoryIsNext() ? AT_ONCE : patience);
        if (entry != null) {
            Optional<SealedReport> report = Envelope.decode(entry.record());
            if (report.isEmpty()) {
                forget(entry);
                return null;
            }
            lastOnDisk = entry.sequence();
            return new Pending(report.get(), lastOnDisk, 0);
        }
        synchronized (adding) {
            return memoryIsNext() ? handOn() : null;
        }
    }

    /** Another version's record: it goes with the next one that is acknowledged. */
    private void forget(Entry entry) {
        synchronized (adding) {
            unkept++;
        }
        told.accept(PushProblems.notAReport(entry.sequence()));
    }

    /** Not before all that is on the disk, which may have been appended a moment ago and not be sealed yet. */
    private boolean memoryIsNext() {
        synchronized (adding) {
            return !memory.isEmpty() && memory.getLast().place > memoryHanded && !queue.hasUnread();
        }
    }

    private Pending handOn() {
        for (Held held : memory) {
            if (held.place > memoryHanded) {
                memoryHanded = held.place;
                return new Pending(held.report, lastOnDisk, held.place);
            }
        }
        return null;
    }

    /** Begins again with the oldest one. */
    void rewind() {
        queue.rewind();
        synchronized (adding) {
            memoryHanded = 0;
        }
    }

    /** A receiver has this one, and all that came out before it. */
    void acknowledge(Pending last) {
        queue.acknowledge(last.onDisk());
        synchronized (adding) {
            while (!memory.isEmpty() && memory.getFirst().place <= last.inMemory()) {
                removeFirst();
            }
        }
    }

    /** Waits until there is none, while a receiver takes reports and at most so long. Whether there is none. */
    boolean awaitEmpty(Duration patience, BooleanSupplier delivers) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isWaiting() && delivers.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
        }
        return !isWaiting();
    }

    /** Whether any report is not acknowledged. */
    private boolean isWaiting() {
        synchronized (adding) {
            return !memory.isEmpty() || queue.counters().records() > 0;
        }
    }

    /** What is in the queue, with what memory holds and what was dropped beside it. */
    record Figures(QueueCounters queue, int memoryReports, long memoryBytes, long dropped) {}

    Figures figures() {
        synchronized (adding) {
            QueueCounters counters = queue.counters();
            long dropped = counters.droppedRecords() + unkept;
            return new Figures(counters, memory.size(), memoryBytes, dropped);
        }
    }

    /** What is in memory goes to the disk, if that takes it now; else it is lost, and told. */
    @Override
    public void close() {
        int lost;
        synchronized (adding) {
            memoryHanded = 0;
            empty();
            lost = memory.size();
        }
        queue.close();
        if (lost > 0) {
            told.accept(PushProblems.lostAtTheEnd(lost));
        }
    }
}
