package io.hydrophone.probe.push;

import io.hydrophone.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread that writes to a topic. The brokers answer on a thread of Kafka's client, which touches nothing but what is in flight. After any failure all
 * that is unacknowledged is written again, by another producer: so the first time that each report arrives is in their order.
 */
final class KafkaDelivery {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final KafkaConnection target;
    private final Backlog backlog;
    private final LastProblem told;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("kafka-pusher").unstarted(this::run);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong tooLarge = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();
    private volatile KafkaSession session;
    private volatile boolean ending;
    private int failures;
    private String toldCode = "";
    private long highestOnDisk;
    private long highestInMemory;

    KafkaDelivery(KafkaConnection target, Backlog backlog, LastProblem told) {
        this.target = target;
        this.backlog = backlog;
        this.told = told;
    }

    void start() {
        thread.start();
    }

    void close() {
        ending = true;
        bell.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the brokers acknowledged something, and nothing failed since. */
    boolean isConnected() {
        KafkaSession current = session;
        return current != null
                && current.failure() == null
                && current.inFlight().hasDone();
    }

    PushCounters counters() {
        Backlog.Figures waiting = backlog.figures();
        return new PushCounters(
                sent.get(),
                resent.get(),
                acknowledged.get(),
                waiting.dropped() + tooLarge.get(),
                0,
                0,
                waiting.queue(),
                waiting.memoryReports(),
                waiting.memoryBytes(),
                Map.of(target.address().uri(), reconnects.get()),
                isConnected() ? target.address().uri() : null,
                -1,
                told.last());
    }

    private void run() {
        try {
            while (!ending) {
                stepSafely();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the pusher", e);
        } finally {
            end();
        }
    }

    /** A defect must not end delivering silently: it is told, and begun anew. */
    private void stepSafely() throws InterruptedException {
        try {
            step();
        } catch (RuntimeException e) {
            told.accept(PushProblems.inside(e));
            end();
            rest(FIRST_PAUSE_NANOS);
        }
    }

    private void step() throws InterruptedException {
        KafkaSession current = session;
        if (current == null) {
            backlog.rewind();
            current = new KafkaSession(target, new InFlight(this::done), bell, this::tooLarge);
            session = current;
        }
        if (current.failure() != null) {
            recover(current);
        } else if (current.inFlight().isFull()) {
            rest(TICK.toNanos());
        } else {
            Pending next = backlog.next(TICK);
            if (next != null) {
                count(next);
                current.send(next);
            }
        }
    }

    /** Tells what failed, unless that was told last, and waits: twice as long each time, until something is acknowledged. */
    private void recover(KafkaSession failed) throws InterruptedException {
        if (failed.inFlight().hasDone()) {
            failures = 0;
            toldCode = "";
        }
        if (!failed.failure().code().equals(toldCode)) {
            toldCode = failed.failure().code();
            told.accept(failed.failure());
        }
        end();
        reconnects.incrementAndGet();
        rest(Math.min(MAX_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failures++, 16)));
    }

    private void end() {
        KafkaSession last = session;
        session = null;
        if (last != null) {
            last.close();
        }
    }

    private void rest(long nanos) throws InterruptedException {
        if (bell.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    private void count(Pending next) {
        sent.incrementAndGet();
        if (next.isOnDisk() ? next.onDisk() <= highestOnDisk : next.inMemory() <= highestInMemory) {
            resent.incrementAndGet();
        }
        highestOnDisk = Math.max(highestOnDisk, next.onDisk());
        highestInMemory = Math.max(highestInMemory, next.inMemory());
    }

    private void done(Pending last, int reports) {
        acknowledged.addAndGet(reports);
        backlog.acknowledge(last);
        bell.release();
    }

    /** The topic will never take it: it goes, so that others can come. */
    private void tooLarge(SealedReport report) {
        tooLarge.incrementAndGet();
        acknowledged.decrementAndGet(); // it is done with, but the brokers do not have it
        told.accept(KafkaProblems.tooLarge(report.id(), report.bytes().length, target.address()));
    }
}
