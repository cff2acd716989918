package io.hydrophone.wire.session;

import io.hydrophone.wire.tcp.BufferPool;

/** The commands of a session that are not answered yet, oldest first: one, except where the client pipelines. */
final class PendingExchanges {
    /** More commands ahead of their answers than this are not followed. */
    private static final int LIMIT = 1024;

    /** Ahead of their answers without asking: one, and the next that is under way. */
    private static final int FREE = 2;

    /** Of an exchange on the heap, without its payload. */
    private static final int EXCHANGE_BYTES = 320;

    private final BufferPool pool;
    private Exchange[] ring = new Exchange[FREE];
    private int head;
    private int size;
    private Exchange spare;

    PendingExchanges(BufferPool pool) {
        this.pool = pool;
    }

    int size() {
        return size;
    }

    /** Whether no more can be added: too many, or no room for more of them in all sessions together. */
    boolean isFull() {
        return size >= LIMIT || (size == ring.length && !grow());
    }

    private boolean grow() {
        if (!pool.reserve((long) EXCHANGE_BYTES * ring.length)) {
            return false;
        }
        Exchange[] larger = new Exchange[2 * ring.length];
        for (int i = 0; i < size; i++) {
            larger[i] = get(i);
        }
        ring = larger;
        head = 0;
        return true;
    }

    /** Gives back the room for many, if nothing waits any more. */
    void release() {
        if (size > 0) {
            return;
        }
        pool.free((long) EXCHANGE_BYTES * (ring.length - FREE));
        ring = new Exchange[FREE];
        head = 0;
    }

    /** The oldest, or null. */
    Exchange first() {
        return size == 0 ? null : ring[head];
    }

    Exchange last() {
        return size == 0 ? null : ring[head + size - 1 & ring.length - 1];
    }

    Exchange get(int index) {
        return ring[head + index & ring.length - 1];
    }

    /** To be asked before whether it is full. */
    void add(Exchange exchange) {
        ring[head + size++ & ring.length - 1] = exchange;
    }

    Exchange removeFirst() {
        Exchange exchange = ring[head];
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        size--;
        return exchange;
    }

    /** An exchange that is out of use, or null. */
    Exchange reuse() {
        Exchange exchange = spare;
        spare = null;
        return exchange;
    }

    boolean hasSpare() {
        return spare != null;
    }

    /** Keeps an exchange for reuse; one is enough. */
    void recycle(Exchange exchange) {
        spare = exchange;
    }
}
