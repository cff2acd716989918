package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The thread that publishes what is in an outbox, in its order and at least once: what a session did not confirm is published again by the
 * next one.
 */
final class Delivery implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long MAX_PAUSE_MILLIS = 10_000;

    /** Of the messages that are awaited at once. */
    private static final long MAX_BATCH_BYTES = 8 << 20;

    /** For a thread that is told to end in the middle of a call of the broker's library. */
    private static final long ABORT_MILLIS = 2_000;

    private final Broker broker;
    private final Outbox outbox;
    private final int window;
    private final LongConsumer lost;
    private final Consumer<Problem> told;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicLong publishedBytes = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("broker-delivery").unstarted(this::run);
    private volatile Publisher publisher;
    private volatile long drainUntil;

    /**
     * Delivers from {@link #start} on.
     *
     * @param lost is told how many events were in a message that the broker never takes; less than none when some arrived after all that were dropped
     *     from the disk
     * @param told each kind of problem once a minute at most
     */
    Delivery(Broker broker, Outbox outbox, int window, LongConsumer lost, Consumer<Problem> told) {
        this.broker = broker;
        this.outbox = outbox;
        this.window = window;
        this.lost = lost;
        this.told = told;
    }

    void start() {
        thread.start();
    }

    /** Of messages that the broker has. */
    long publishedBytes() {
        return publishedBytes.get();
    }

    /** Attempts to connect or to publish that failed. */
    long errors() {
        return errors.get();
    }

    /** Delivers what there is, within a time and unless something fails; the rest stays on the disk. */
    void close(Duration patience) {
        drainUntil = System.nanoTime() + patience.toNanos();
        ending.countDown();
        try {
            thread.join(patience);
            Publisher last = publisher;
            if (thread.isAlive() && last != null) {
                last.abort();
                thread.join(ABORT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It ends by itself.
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private void run() {
        try {
            while (!isEnding() || System.nanoTime() - drainUntil < 0) {
                List<Entry> batch = next();
                if (batch.isEmpty() && isEnding()) {
                    return;
                }
                if (!batch.isEmpty() && !deliver(batch)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the delivery", e);
        } finally {
            endSession();
        }
    }

    private List<Entry> next() throws InterruptedException {
        List<Entry> batch = new ArrayList<>();
        long bytes = 0;
        Entry entry = outbox.next(TICK);
        while (entry != null) {
            batch.add(entry);
            bytes += entry.record().length;
            entry = batch.size() < window && bytes < MAX_BATCH_BYTES ? outbox.next(Duration.ZERO) : null;
        }
        return batch;
    }

    /** Returns false when it was told to end before the broker had all of them. */
    private boolean deliver(List<Entry> batch) throws InterruptedException {
        int failures = 0;
        while (true) {
            try {
                publish(batch);
                return true;
            } catch (BrokerException e) {
                failed(e.problem());
                if (e.isTooLarge() && batch.size() == 1) {
                    lost.accept(outbox.refused(batch.getFirst()));
                    return true;
                }
                if (e.isTooLarge()) {
                    return deliverEach(batch);
                }
            } catch (ProblemException e) {
                failed(e.problem());
            } catch (RuntimeException e) {
                if (isEnding()) {
                    return false; // The queue may have been closed under it.
                }
                failed(BrokerProblems.inside(broker.place(), e)); // A defect must not end delivering silently.
            }
            if (ending.await(pause(failures++), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    private boolean deliverEach(List<Entry> batch) throws InterruptedException {
        for (Entry entry : batch) {
            if (!deliver(List.of(entry))) {
                return false;
            }
        }
        return true;
    }

    private void publish(List<Entry> batch) throws BrokerException, InterruptedException {
        Publisher session = publisher;
        if (session == null) {
            session = broker.publisher();
            publisher = session;
        }
        session.publish(batch.stream().map(Entry::record).toList());
        for (Entry entry : batch) {
            publishedBytes.addAndGet(entry.record().length);
        }
        lost.accept(-outbox.delivered(batch));
    }

    private void failed(Problem problem) {
        told.accept(problem);
        errors.incrementAndGet();
        endSession();
    }

    private void endSession() {
        Publisher last = publisher;
        publisher = null;
        if (last != null) {
            last.close();
        }
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    private static long pause(int failures) {
        return Math.min(MAX_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 16));
    }
}
