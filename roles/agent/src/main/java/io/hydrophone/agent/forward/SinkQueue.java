package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Lane;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What waits for one sink: chapters on the disk, and in memory while the disk takes none. Urgent ones come first; of the
 * others those that the sink refused least often, then the newest, or the oldest where the sink wants it so. What is written
 * to in the present is the newest chapter of its lane; a new one begins when it is full, or when what is in it waits.
 */
final class SinkQueue implements AutoCloseable {
    private static final long DISK_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Answers that it cannot take a record, after which others are tried before it. */
    private static final int FAILURES = 3;

    /** Before any chapter of the disk, whose numbers are not known while its directory cannot be opened. */
    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    /** Null for a sink without a directory. */
    private final Path path;

    private final QueueLimits limits;
    private final Order order;
    private final Consumer<Problem> told;
    private final LongSupplier micros;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    /** By number. */
    private final List<Chapter> chapters = new ArrayList<>();

    private final Map<Lane, Chapter> written = new EnumMap<>(Lane.class);
    /** The highest number of a chapter so far. */
    private long last;

    /** Null where there is none, or while it cannot be opened. */
    private Chapters directory;

    private DropLedger ledger;
    private long diskAgain = System.nanoTime();
    /** Why the disk takes nothing; null while it does. */
    private Problem diskProblem;

    private boolean closed;

    private SinkQueue(Path path, QueueLimits limits, Order order, Consumer<Problem> told, LongSupplier micros) {
        this.path = path;
        this.ledger = DropLedger.inMemory(told);
        this.limits = limits;
        this.order = order;
        this.told = told;
        this.micros = micros;
        this.last = path == null ? 0 : BEFORE_ALL;
    }

    /**
     * Opens it with what it has. A directory that cannot be had is tried again while there is something to write.
     *
     * @param path null for one in memory alone
     * @param micros the clock: microseconds since 1970
     */
    static SinkQueue open(Path path, QueueLimits limits, Order order, Consumer<Problem> told, LongSupplier micros) {
        SinkQueue queue = new SinkQueue(path, limits, order, told, micros);
        if (path != null) {
            try {
                queue.openDirectory();
            } catch (ProblemException e) {
                queue.diskFailed(e.problem());
            }
        }
        return queue;
    }

    /** Takes over what processes before this one left, and hands over what was counted without it. */
    private void openDirectory() {
        Chapters opened = Chapters.open(path, limits, told);
        DropLedger counted = opened.ledger();
        try {
            chapters.addAll(opened.found(counted));
        } catch (ProblemException e) {
            counted.close();
            throw e;
        }
        counted.add(ledger);
        ledger = counted;
        last = Math.max(opened.last(), counted.lastChapter());
        directory = opened;
    }

    private void diskFailed(Problem problem) {
        if (diskProblem == null) {
            told.accept(problem);
        }
        diskProblem = problem;
        diskAgain = System.nanoTime() + DISK_PAUSE_NANOS;
    }

    /** Puts a record in; where it has no room, older ones go. */
    void append(QueuedBatch record) {
        lock.lock();
        try {
            makeRoom(record.bytes().length);
            if (!appendToDisk(record)) {
                appendToMemory(record);
            }
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What was put in is on the disk when this returns, as far as the disk takes it. */
    void seal() {
        List<Chapter> unsealed;
        lock.lock();
        try {
            unsealed = List.copyOf(written.values());
        } finally {
            lock.unlock();
        }
        for (Chapter chapter : unsealed) { // Without the lock: who sends need not wait for the disk.
            try {
                chapter.seal();
            } catch (ProblemException e) {
                told.accept(e.problem());
            }
        }
        lock.lock();
        try {
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean appendToDisk(QueuedBatch record) {
        if (path == null || (diskProblem != null && System.nanoTime() - diskAgain < 0)) {
            return false;
        }
        try {
            if (directory == null) {
                openDirectory();
            }
            Chapter chapter = writtenOnDisk(record.lane());
            spill(chapter);
            chapter.append(record);
            diskProblem = null;
            return true;
        } catch (ProblemException e) {
            diskFailed(e.problem());
            return false;
        }
    }

    private Chapter writtenOnDisk(Lane lane) {
        Chapter current = written.get(lane);
        if (current instanceof DiskChapter && !isToEnd(current)) {
            return current;
        }
        Chapter next = directory.begin(++last, lane);
        end(lane);
        chapters.add(next);
        written.put(lane, next);
        return next;
    }

    /** What had to be kept in memory goes to the disk, unless it is on its way. */
    private void spill(Chapter to) {
        for (Chapter chapter : List.copyOf(chapters)) {
            if (chapter instanceof MemoryChapter memory && memory.lane() == to.lane() && !memory.isOnItsWay()) {
                memory.rest();
                for (Handed held = memory.next(); held != null; held = memory.next()) {
                    move(held, to);
                }
                remove(memory);
            }
        }
    }

    private static void move(Handed held, Chapter to) {
        try {
            to.append(held.record());
            held.chapter().done(held);
        } catch (ProblemException e) {
            held.chapter().giveBack(held);
            throw e;
        }
    }

    private void appendToMemory(QueuedBatch record) {
        Chapter current = written.get(record.lane());
        if (!(current instanceof MemoryChapter) || isToEnd(current)) {
            end(record.lane());
            current = new MemoryChapter(++last, record.lane());
            chapters.add(current);
            written.put(record.lane(), current);
        }
        current.append(record);
    }

    private boolean isToEnd(Chapter chapter) {
        boolean waits = chapter.records() > 0
                && micros.getAsLong() - chapter.waitingSince()
                        > TimeUnit.NANOSECONDS.toMicros(limits.chapterAge().toNanos());
        return waits || chapter.bytes() > limits.chapterBytes() || chapter.failures() >= FAILURES;
    }

    /** Nothing more is written to the present chapter of a lane. */
    private void end(Lane lane) {
        Chapter ended = written.remove(lane);
        if (ended != null && ended.isDone()) {
            remove(ended);
        } else if (ended != null) {
            ended.rest();
        }
    }

    private void makeRoom(int bytes) {
        long limit = directory == null ? Math.min(limits.bytes(), limits.memory()) : limits.bytes();
        while (bytes() + bytes > limit && dropOldest(chapters)) {
            // As many as it takes.
        }
        if (diskProblem != null) {
            List<Chapter> memory =
                    chapters.stream().filter(MemoryChapter.class::isInstance).toList();
            if (memoryBytes() + bytes > limits.memory()) {
                dropOldest(memory);
            }
        }
    }

    /** Samples before what is urgent, and nothing that is on its way. */
    private boolean dropOldest(List<Chapter> among) {
        Chapter oldest = among.stream()
                .filter(chapter -> !chapter.isOnItsWay() && !chapter.isDone())
                .min(Comparator.comparing(Chapter::lane, Comparator.reverseOrder())
                        .thenComparingLong(Chapter::waitingSince))
                .orElse(null);
        if (oldest == null) {
            return false;
        }
        drop(oldest, DropReason.QUEUE_FULL);
        return true;
    }

    private void drop(Chapter chapter, DropReason reason) {
        ledger.count(reason, chapter.signals(), chapter.number());
        remove(chapter);
    }

    private void remove(Chapter chapter) {
        chapters.remove(chapter);
        written.remove(chapter.lane(), chapter);
        chapter.delete();
    }

    /** The record that goes next, or null when there is none in time or the queue is closed. */
    Handed take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!closed) {
                Handed next = next();
                if (next != null) {
                    return next;
                }
                if (left <= 0) {
                    return null;
                }
                left = more.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Handed next() {
        List<Chapter> ordered = new ArrayList<>(chapters);
        ordered.sort(precedence());
        for (Chapter chapter : ordered) {
            Handed next = nextOf(chapter);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private Comparator<Chapter> precedence() {
        Comparator<Chapter> precedence = Comparator.comparing(Chapter::lane);
        if (order == Order.OLDEST_FIRST) {
            return precedence.thenComparingLong(Chapter::number);
        }
        return precedence
                .thenComparingInt(chapter -> chapter.failures() / FAILURES)
                .thenComparing(Comparator.comparingLong(Chapter::number).reversed());
    }

    private Handed nextOf(Chapter chapter) {
        try {
            for (Handed next = chapter.next(); next != null; next = chapter.next()) {
                if (!isExpired(next.record().accepted())) {
                    return next;
                }
                ledger.count(DropReason.EXPIRED, next.record().signals(), next.record());
                chapter.done(next);
            }
        } catch (ProblemException e) {
            told.accept(e.problem());
            return null;
        }
        if (!isWritten(chapter) && !chapter.isOnItsWay()) {
            if (!chapter.isDone()) { // The disk has lost what is missing.
                ledger.count(DropReason.UNPARSED, chapter.signals(), chapter.number());
            }
            remove(chapter);
        }
        return null;
    }

    private boolean isWritten(Chapter chapter) {
        return chapter.equals(written.get(chapter.lane()));
    }

    private boolean isExpired(long accepted) {
        return micros.getAsLong() - accepted
                > TimeUnit.NANOSECONDS.toMicros(limits.age().toNanos());
    }

    /** It was delivered. */
    void delivered(Handed handed) {
        lock.lock();
        try {
            finish(handed);
        } finally {
            lock.unlock();
        }
    }

    /** It will never be delivered. */
    void drop(Handed handed, DropReason reason) {
        lock.lock();
        try {
            ledger.count(reason, handed.record().signals(), handed.record());
            finish(handed);
        } finally {
            lock.unlock();
        }
    }

    private void finish(Handed handed) {
        Chapter chapter = handed.chapter();
        chapter.done(handed);
        if (chapter.isDone() && !isWritten(chapter) && chapters.contains(chapter)) {
            remove(chapter);
        }
    }

    /**
     * It was not delivered, and comes again.
     *
     * @param answered whether the sink said so; otherwise there was no sink
     */
    void giveBack(Handed handed, boolean answered) {
        lock.lock();
        try {
            handed.chapter().giveBack(handed);
            if (answered) {
                handed.chapter().failed();
            }
            if (!isWritten(handed.chapter())) {
                handed.chapter().rest();
            }
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    QueueFigures figures() {
        lock.lock();
        try {
            long signals = chapters.stream().mapToLong(Chapter::signals).sum();
            List<Chapter> waiting =
                    chapters.stream().filter(chapter -> !chapter.isDone()).toList();
            long oldest =
                    waiting.stream().mapToLong(Chapter::waitingSince).min().orElse(-1);
            return new QueueFigures(
                    signals,
                    bytes() - memoryBytes(),
                    memoryBytes(),
                    waiting.size(),
                    oldest,
                    ledger.counts(),
                    diskProblem);
        } finally {
            lock.unlock();
        }
    }

    private long bytes() {
        return chapters.stream().mapToLong(Chapter::bytes).sum();
    }

    private long memoryBytes() {
        return chapters.stream()
                .filter(MemoryChapter.class::isInstance)
                .mapToLong(Chapter::bytes)
                .sum();
    }

    /** What the disk has stays there for the next process. Returns how many signals were only in memory and are lost. */
    long end() {
        lock.lock();
        try {
            long lost = chapters.stream()
                    .filter(MemoryChapter.class::isInstance)
                    .mapToLong(Chapter::signals)
                    .sum();
            close();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                more.signalAll();
                chapters.forEach(Chapter::close);
                ledger.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
