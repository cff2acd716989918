package io.hydrophone.agent.forward;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Gathers what many threads bring into one write and one fsync for all of them. The first after a while is not kept waiting;
 * when much comes, a write waits until {@link #PAUSE_NANOS} after the one before, so that batches are few.
 */
final class Committer {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    /** Beyond which those who bring more have to wait until the disk has some of it. */
    private static final int MAX_WAITING = 200_000;

    private static final class Brought {
        private final List<? extends Signal> signals;
        private final CountDownLatch written = new CountDownLatch(1);
        private volatile RuntimeException failure;

        private Brought(List<? extends Signal> signals) {
            this.signals = signals;
        }
    }

    private final Consumer<List<Signal>> write;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition come = lock.newCondition();
    private final Condition gone = lock.newCondition();
    private final Deque<Brought> waiting = new ArrayDeque<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("committer").unstarted(this::run);
    private int signalsWaiting;
    private boolean closed;

    /** @param write puts them on the disk before it returns */
    Committer(Consumer<List<Signal>> write) {
        this.write = write;
    }

    void start() {
        thread.start();
    }

    /** Waits until they are written. */
    void commit(List<? extends Signal> signals) {
        Brought brought = new Brought(signals);
        lock.lock();
        try {
            while (signalsWaiting > MAX_WAITING && !closed) {
                gone.awaitUninterruptibly();
            }
            if (closed) {
                throw new ProblemException("stopping", "the agent is stopping", "", "send it again later");
            }
            waiting.add(brought);
            signalsWaiting += signals.size();
            come.signal();
        } finally {
            lock.unlock();
        }
        await(brought);
        if (brought.failure != null) {
            throw brought.failure;
        }
    }

    /** An interrupt must not make of what will be written something that seems not to be. */
    private static void await(Brought brought) {
        boolean interrupted = false;
        while (true) {
            try {
                brought.written.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long last = System.nanoTime() - PAUSE_NANOS;
        try {
            for (List<Brought> all = take(last); all != null; all = take(last)) {
                last = System.nanoTime();
                write(all);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the committer", e);
        }
    }

    private void write(List<Brought> all) {
        List<Signal> signals = new ArrayList<>();
        all.forEach(brought -> signals.addAll(brought.signals));
        RuntimeException failure = null;
        try {
            write.accept(signals);
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Brought brought : all) {
            brought.failure = failure;
            brought.written.countDown();
        }
    }

    /** Waits for some, and for the pause to be over. Null when it is closed and there is none. */
    private List<Brought> take(long last) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                if (closed) {
                    return null;
                }
                come.await();
            }
            long left = last + PAUSE_NANOS - System.nanoTime();
            while (left > 0 && !closed) {
                left = come.awaitNanos(left);
            }
            List<Brought> all = List.copyOf(waiting);
            waiting.clear();
            signalsWaiting = 0;
            gone.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was brought, and takes no more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            come.signalAll();
            gone.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
