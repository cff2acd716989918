package io.hydrophone.traffic.replay;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The steps of a session, from the thread that reads to the one that plays. A step stays at the head while it is played. */
final class StepQueue {
    private final ConcurrentLinkedQueue<Step> steps = new ConcurrentLinkedQueue<>();
    /** The playing thread while it waits for anything. */
    private volatile Thread waiter;

    void add(Step step) {
        steps.add(step);
        signal();
    }

    /** Something changed that the playing thread may be waiting for. */
    void signal() {
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** The oldest step that is not played yet; null when there is none. From any thread. */
    Step head() {
        return steps.peek();
    }

    void removeHead() {
        steps.poll();
    }

    /** Waits, on the playing thread, until a condition holds that whoever makes it true signals. */
    void await(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return;
        }
        waiter = Thread.currentThread();
        try {
            while (!condition.getAsBoolean()) {
                LockSupport.park(this);
            }
        } finally {
            waiter = null;
        }
    }
}
