package io.hydrophone.client;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long after each failure, up to a bound. */
public final class Backoff {
    private final long first;
    private final long most;
    private long next;

    public Backoff(Duration first, Duration most) {
        this.first = first.toNanos();
        this.most = most.toNanos();
        this.next = this.first;
    }

    /** Nanoseconds to wait after this failure. */
    public long failed() {
        long wait = next;
        next = Math.min(most, next * 2);
        return wait;
    }

    /** Nanoseconds to wait after a failure that will not pass by itself, such as a refused login: the longest at once. */
    public long refused() {
        next = most;
        return most;
    }

    public void succeeded() {
        next = first;
    }
}
