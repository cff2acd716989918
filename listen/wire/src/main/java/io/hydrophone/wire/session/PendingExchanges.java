package io.hydrophone.wire.session;

/** The commands of a session that are not answered yet, oldest first: one, except where the client pipelines. */
final class PendingExchanges {
    /** More commands ahead of their answers than this are not followed. */
    private static final int LIMIT = 1024;

    private Exchange[] ring = new Exchange[2];
    private int head;
    private int size;
    private Exchange spare;

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= LIMIT;
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

    void add(Exchange exchange) {
        if (size == ring.length) {
            Exchange[] larger = new Exchange[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = get(i);
            }
            ring = larger;
            head = 0;
        }
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
