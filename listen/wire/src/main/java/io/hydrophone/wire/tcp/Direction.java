package io.hydrophone.wire.tcp;

/** One direction of a connection: what was delivered, and what waits for its turn. */
final class Direction {
    /** A segment kept until its turn, in a list by sequence number. */
    static final class Held {
        byte[] data;
        int sequence;
        int captured;
        int length;
        boolean fin;
        boolean push;
        /** Whether it has to wait for the other direction to reach {@link #acknowledgement}. */
        boolean ordered;

        int acknowledgement;
        long nanos;
        /** Counts up in the order of capture. */
        long arrival;

        Held next;

        int end() {
            return sequence + length + (fin ? 1 : 0);
        }
    }

    final boolean fromClient;
    /** Sequence number of the next byte to deliver. */
    int next;
    /** The number that SYN carried, if {@link #begun}. */
    int initial;
    /** Whether its SYN was seen, or follows from the other's SYN-ACK. */
    boolean begun;
    /** The highest number that the other side has acknowledged, if {@link #acknowledged}. */
    int acknowledgedTo;

    boolean acknowledged;
    boolean finished;
    Held first;

    Direction(boolean fromClient) {
        this.fromClient = fromClient;
    }

    void begin(int initial) {
        this.initial = initial;
        begun = true;
        next = initial + 1;
    }

    void acknowledge(int number) {
        if (!acknowledged || number - acknowledgedTo > 0) {
            acknowledgedTo = number;
            acknowledged = true;
        }
    }

    /** Whether the receiver has bytes that are missing here, so that they will not be sent again. */
    boolean missesAcknowledged() {
        return acknowledged && acknowledgedTo - next > 0;
    }

    void insert(Held held) {
        if (first == null || held.sequence - first.sequence < 0) {
            held.next = first;
            first = held;
            return;
        }
        Held at = first;
        while (at.next != null && held.sequence - at.next.sequence >= 0) {
            at = at.next;
        }
        held.next = at.next;
        at.next = held;
    }

    Held removeFirst() {
        Held held = first;
        first = held.next;
        held.next = null;
        return held;
    }
}
